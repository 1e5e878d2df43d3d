#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the vectors of this folder, from the specifications and the Python standard library alone.

It shares no code with either implementation: Ed25519 is written out from RFC 8032, the trees from the
recursive definitions of RFC 9162. Every file is a list of {description, context, input, expect}. A text
that JSON cannot hold is given as {"base64": ...}. Run it here, and compare: the files must not change.
"""

import base64
import copy
import hashlib
import json
import pathlib

HERE = pathlib.Path(__file__).parent


def b64(data):
    return base64.b64encode(data).decode()


def sha256(data):
    return hashlib.sha256(data).digest()


# --- Ed25519 (RFC 8032, section 5.1) ---

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return P - x if x % 2 != sign else x


def add(a, b):
    """Extended coordinates (X, Y, Z, T), RFC 8032, 5.1.4."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    m, n, c, d = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P, 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out


def compress(point):
    x, y, z, _ = point
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


class Key:
    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        self.a = (int.from_bytes(digest[:32], "little") & (1 << 254) - 8) | 1 << 254
        self.prefix = digest[32:]
        self.public = compress(times(self.a, BASE))

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % L
        big_r = compress(times(r, BASE))
        k = int.from_bytes(hashlib.sha512(big_r + self.public + message).digest(), "little") % L
        return big_r + ((r + k * self.a) % L).to_bytes(32, "little")


assert Key(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")).public.hex() == (
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")  # RFC 8032, 7.1, test 1

AMINA, BO, SERVER, WITNESS = (Key(bytes([n]) * 32) for n in (1, 2, 3, 4))

# --- the protocol's serialisations ---


def fields(*parts):
    parts = [p.encode() if isinstance(p, str) else p for p in parts]
    return len(parts).to_bytes(4, "little") + b"".join(len(p).to_bytes(4, "little") + p for p in parts)


def hb(tag, *parts):
    return hashlib.blake2b(fields("conclave-v1", tag, *parts), digest_size=32).digest()


def pae(payload_type, payload):
    t, p = payload_type.encode(), payload.encode()
    return b"DSSEv1 %d %s %d %s" % (len(t), t, len(p), p)


def canonical(value):
    """RFC 8785, for the integers and strings of these files."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda n: n.encode("utf-16-be"))
        return "{" + ",".join(canonical(n) + ":" + canonical(value[n]) for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def envelope(payload, key=AMINA, payload_type="application/vnd.conclave.act+json"):
    return {
        "payload": b64(payload.encode()),
        "payloadType": payload_type,
        "signatures": [{"keyid": key.public.hex(), "sig": b64(key.sign(pae(payload_type, payload)))}],
    }


def leaf_data(entry):
    e = entry["envelope"]
    return fields(
        "conclave-v1", "entry", entry["position"].to_bytes(8, "little"), entry["time"].to_bytes(8, "little"),
        pae(e["payloadType"], base64.b64decode(e["payload"]).decode()), base64.b64decode(e["signatures"][0]["sig"]))


# --- RFC 9162, section 2.1, by its recursive definitions ---


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def leaf_hash(data):
    return sha256(b"\0" + data)


def mth(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = split(len(leaves))
    return sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:]))


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return path(m, leaves[:k]) + [mth(leaves[k:])]
    return path(m - k, leaves[k:]) + [mth(leaves[:k])]


def subproof(m, leaves, whole):
    n = len(leaves)
    if m == n:
        return [] if whole else [mth(leaves)]
    k = split(n)
    if m <= k:
        return subproof(m, leaves[:k], whole) + [mth(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [mth(leaves[:k])]


def flipped(data, bit=0):
    return bytes([data[0] ^ 1 << bit]) + data[1:]


# --- checkpoints (C2SP tlog-checkpoint, signed-note) ---


def key_hash(name, key):
    return sha256(name.encode() + b"\n\x01" + key.public)[:4]


def verifier_key(name, key):
    return f"{name}+{key_hash(name, key).hex()}+{b64(bytes([1]) + key.public)}"


def note_line(text, name, key):
    return f"\u2014 {name} {b64(key_hash(name, key) + key.sign(text.encode()))}\n"


def checkpoint(origin, size, root, key=SERVER):
    text = f"{origin}\n{size}\n{b64(root)}\n"
    return text + "\n" + note_line(text, origin, key)


def write(name, vectors):
    body = ",\n".join(" " + json.dumps(v, ensure_ascii=True) for v in vectors)
    (HERE / name).write_text("[\n" + body + "\n]\n")


def vector(description, context, given, expect):
    return {"description": description, "context": context, "input": given, "expect": expect}


def make_json():
    strict, canon = {"form": "strict", "max_depth": 32}, {"form": "canonical", "max_depth": 32}
    out = []

    def good(description, text, form, context=strict):
        out.append(vector(description, context, {"text": text}, {"canonical": form}))

    def bad(description, text, reason="malformed_json", context=strict):
        given = {"base64": b64(text)} if isinstance(text, bytes) else {"text": text}
        out.append(vector(description, context, given, {"refused": reason}))

    good("an object with white space", ' { "b" : 1 ,\n "a" : [ true , false , null ] } ', '{"a":[true,false,null],"b":1}')
    good("nothing in them", '{"a":{},"b":[],"c":""}', '{"a":{},"b":[],"c":""}')
    good("a number alone", "0", "0")
    good("a string alone", '"conclave"', '"conclave"')
    good("2^53-1 and its negative", "[9007199254740991,-9007199254740991]", "[9007199254740991,-9007199254740991]")
    good("RFC 8785, 3.2.2.2: escapes", '"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
    good("every short escape and the others below U+0020", '"\\b\\t\\n\\f\\r\\u0000\\u001f\\u007f"', '"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f"')
    good("RFC 8785, 3.2.3: names sorted by UTF-16 code units",
         '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}',
         '{"\\r":2,"1":4,"\x80":6,"\u00f6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}')
    good("U+E000 and U+FFFF stand behind every pair", '{"\\uffff":1,"\\ue000":2,"\\udbff\\udfff":3,"\\ud800\\udc00":4,"\\ud7ff":5}',
         '{"\ud7ff":5,"\U00010000":4,"\U0010ffff":3,"\ue000":2,"\uffff":1}')
    good("a name before what it is the beginning of", '{"ab":1,"a":2,"":3}', '{"":3,"a":2,"ab":1}')
    good("the same name in two objects", '[{"a":1},{"a":{"a":2}}]', '[{"a":1},{"a":{"a":2}}]')
    good("no normalisation: composed and decomposed are two names", '{"\\u00e9":1,"e\\u0301":2}', '{"e\u0301":2,"\u00e9":1}')
    good("32 levels", "[" * 32 + "]" * 32, "[" * 32 + "]" * 32)

    bad("nothing", "")
    bad("white space alone", "  \n")
    bad("33 levels", "[" * 33 + "]" * 33)
    bad("33 levels of objects", '{"a":' * 33 + "1" + "}" * 33)
    bad("10,000 levels", "[" * 10000)
    bad("a fraction", "1.0", "out_of_range")
    bad("a fraction in an object", '{"a":[1.0]}', "out_of_range")
    bad("an exponent", "1e2", "out_of_range")
    bad("beyond a double", "1e400", "out_of_range")
    bad("an exponent beyond an int", "1e99999999999999999999", "out_of_range")
    bad("minus zero", "-0", "out_of_range")
    bad("minus zero in a list", "[1,-0]", "out_of_range")
    bad("minus zero with a fraction", "-0.0", "out_of_range")
    bad("2^53", "9007199254740992", "out_of_range")
    bad("-2^53", "-9007199254740992", "out_of_range")
    bad("2^63", "9223372036854775808", "out_of_range")
    bad("2^64", "18446744073709551616", "out_of_range")
    bad("-2^63-1", "-9223372036854775809", "out_of_range")
    bad("a leading zero", "01")
    bad("a plus", "+1")
    bad("a point without digits", "1.")
    bad("not a number", "NaN")
    bad("infinity", "Infinity")
    bad("hexadecimal", "0x10")
    bad("a name twice", '{"a":1,"a":2}')
    bad("a name twice, the same value", '{"a":1,"a":1}')
    bad("a name twice, deep inside", '{"a":[{"b":{"c":1,"d":2,"c":3}}]}')
    bad("a name twice, once escaped", '{"a":1,"\\u0061":2}')
    bad("a name twice, outside an object of its own", '{"a":{"b":1},"a":{}}')
    bad("the empty name twice", '{"":1,"":2}')
    bad("a lone leading surrogate", '"\\ud800"')
    bad("a lone trailing surrogate", '"\\udc00"')
    bad("surrogates the wrong way round", '"\\udc00\\ud800"')
    bad("two leading surrogates", '"\\ud800\\ud800"')
    bad("a lone surrogate in a name", '{"\\udead":1}')
    bad("a surrogate in UTF-8", b'"\xed\xa0\x80"')
    bad("a byte that begins nothing", b'"\xff"')
    bad("a continuation alone", b'"\x80"')
    bad("a longer form of U+002F", b'"\xc0\xaf"')
    bad("a longer form of U+0000", b'"\xe0\x80\x80"')
    bad("above U+10FFFF", b'"\xf4\x90\x80\x80"')
    bad("a sequence cut short", b'"\xe2\x82"')
    bad("a byte order mark", b"\xef\xbb\xbf1")
    bad("UTF-16", '{"a":1}'.encode("utf-16-le"))
    bad("a control character in a string", '"a\nb"')
    bad("a NUL in a string", '"a\0b"')
    bad("a NUL behind the value", "1\0")
    bad("more text", "{} {}")
    bad("a bracket too many", "[1]]")
    bad("a comma behind the last element", "[1,]")
    bad("a comma behind the last member", '{"a":1,}')
    bad("no comma", "[1 2]")
    bad("no value", '{"a":}')
    bad("a name without quotes", "{a:1}")
    bad("single quotes", "{'a':1}")
    bad("a comment", "[1/*x*/]")
    bad("an unknown escape", '"\\x41"')
    bad("an escape cut short", '"\\u12"')
    bad("a string without its end", '"abc')
    bad("an object without its end", '{"a":1')
    bad("a capital", "True")
    bad("a word cut short", "tru")

    good("a canonical object", '{"a":1,"b":[true,null,"x"]}', '{"a":1,"b":[true,null,"x"]}', canon)
    good("a pair before U+FB33", '{"\U0001f600":1,"\ufb33":2}', '{"\U0001f600":1,"\ufb33":2}', canon)
    bad("white space", '{"a": 1}', "not_canonical", canon)
    bad("white space in front", ' 1', "not_canonical", canon)
    bad("a line feed at the end", "1\n", "not_canonical", canon)
    bad("names out of order", '{"b":1,"a":2}', "not_canonical", canon)
    bad("names in the order of code points", '{"\ufb33":2,"\U0001f600":1}', "not_canonical", canon)
    bad("an escape that is not needed", '"\\u0061"', "not_canonical", canon)
    bad("an escaped slash", '"\\/"', "not_canonical", canon)
    bad("a long escape", '"\\u000a"', "not_canonical", canon)
    bad("an escape in capitals", '"\\u001F"', "not_canonical", canon)
    bad("an escaped pair", '"\\ud83d\\ude00"', "not_canonical", canon)
    bad("a name twice", '{"a":1,"a":1}', "malformed_json", canon)
    bad("a fraction", "1.0", "out_of_range", canon)
    write("json.json", out)


POINT = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"  # RFC 9496, A.1: 1 and 2 times B
POINT_2 = "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919"


def sample():
    return {
        "id": "round-1", "small": 7, "large": -5, "flag": True, "text": "twelve bytes", "time": 1700000000000,
        "wait": 0, "hash": "00" * 32, "key": AMINA.public.hex(), "session_key": "09" + "00" * 31,
        "signature": AMINA.sign(b"").hex(), "point": POINT, "scalar": (L - 1).to_bytes(32, "little").hex(),
        "ciphertext": POINT + POINT_2, "blob": "AAECAwQFBgc=", "colour": "green", "numbers": [1, 2, 100],
        "inner": {"who": "amina", "note": "x"}, "list": [{"who": "bo"}], "votes": {"amina": 1, "bo": 2},
        "shape": {"kind": "circle", "radius": 3},
    }


def make_codec():
    # What the message is made of stands in the first vector; every vector is about this message.
    context = {"message": "sample"}
    members = {
        "id": "id", "small": "uint32", "large": "int64", "flag": "bool", "text": "string, 12 bytes", "time": "timestamp",
        "wait": "duration", "hash": "hash", "key": "public key", "session_key": "session public key",
        "signature": "signature", "point": "point", "scalar": "scalar", "ciphertext": "ciphertext",
        "blob": "base64, 8 bytes", "colour": "red or green", "note": "optional string",
        "numbers": "list of uint32, 3 elements up to 100", "inner": "who: id, note: optional string",
        "list": "list of inner", "votes": "map of id to uint32", "shape": "circle: radius uint32, or square: side uint32"}
    out = [vector("every member", {**context, "members": members}, sample(), {"accepted": True})]

    def good(description, **changes):
        message = sample()
        message.update(changes)
        out.append(vector(description, context, message, {"accepted": True}))

    def bad(description, reason, where, change):
        message = sample()
        change(message)
        out.append(vector(description, context, message, {"refused": reason, "where": where}))

    def setting(name, value):
        return lambda message: message.__setitem__(name, value)

    good("an optional member", note="")
    good("empty lists and maps", numbers=[], list=[], votes={})
    good("the other kind", shape={"kind": "square", "side": 4294967295})
    good("the largest integers", small=4294967295, large=9007199254740991, time=9007199254740991)
    good("the smallest integers", small=0, large=-9007199254740991, time=0)
    good("the scalar zero", scalar="00" * 32)
    good("no bytes", blob="")

    for name in sample():
        bad(f"{name} is missing", "missing_member", "/" + name, lambda m, n=name: m.pop(n))
    for name in sample():
        bad(f"{name} is null", "wrong_type", "/" + name, setting(name, None))
    bad("an optional member is null", "wrong_type", "/note", setting("note", None))
    bad("an unknown member", "unknown_member", "/extra", setting("extra", 1))
    bad("an unknown member with a slash and a tilde in its name", "unknown_member", "/a~1b~0c", setting("a/b~c", 1))
    bad("an unknown member comes before a missing one", "unknown_member", "/extra",
        lambda m: (m.pop("id"), m.__setitem__("extra", 1)))
    bad("an unknown member inside", "unknown_member", "/inner/kind", lambda m: m["inner"].update(kind="x"))
    bad("an unknown member in a list", "unknown_member", "/list/0/x", lambda m: m["list"][0].update(x=1))
    bad("an unknown member of a kind", "unknown_member", "/shape/side", lambda m: m["shape"].update(side=1))
    bad("a missing member in a list", "missing_member", "/list/1/who", lambda m: m["list"].append({}))
    bad("a missing member of a kind", "missing_member", "/shape/radius", lambda m: m["shape"].pop("radius"))
    bad("no kind", "missing_member", "/shape/kind", lambda m: m["shape"].pop("kind"))
    bad("an unknown kind", "unknown_kind", "/shape/kind", lambda m: m["shape"].update(kind="triangle"))
    bad("a kind that is no string", "wrong_type", "/shape/kind", lambda m: m["shape"].update(kind=0))
    bad("a number as a string", "wrong_type", "/small", setting("small", "7"))
    bad("a boolean as a number", "wrong_type", "/flag", setting("flag", 1))
    bad("a string as a list", "wrong_type", "/text", setting("text", ["x"]))
    bad("a list as an object", "wrong_type", "/numbers", setting("numbers", {}))
    bad("an object as a list", "wrong_type", "/inner", setting("inner", []))
    bad("a map as a list", "wrong_type", "/votes", setting("votes", []))
    bad("a message that is a list", "wrong_type", "/list/0", setting("list", [[]]))
    bad("-1 for an unsigned", "out_of_range", "/small", setting("small", -1))
    bad("2^32 for 32 bits", "out_of_range", "/small", setting("small", 4294967296))
    bad("a time before 1970", "out_of_range", "/time", setting("time", -1))
    bad("a negative duration", "out_of_range", "/wait", setting("wait", -1))
    bad("13 bytes where 12 may be", "out_of_range", "/text", setting("text", "twelve bytes!"))
    bad("12 characters in 13 bytes", "out_of_range", "/text", setting("text", "twelve byt\u00e9s"))
    bad("nine bytes where eight may be", "out_of_range", "/blob", setting("blob", "AAECAwQFBgcI"))
    bad("four elements where three may be", "out_of_range", "/numbers", setting("numbers", [1, 2, 3, 4]))
    bad("an element beyond its bound", "out_of_range", "/numbers/1", setting("numbers", [1, 101]))
    bad("a name that the enumeration does not have", "out_of_range", "/colour", setting("colour", "Green"))
    for text in ["", "a" * 65, "Amina", "a b", "a_b", "a.b", "\u00e1", "a/b"]:
        bad(f"{text[:8]!r} for an id", "bad_identifier", "/id", setting("id", text))
    bad("a bad id inside", "bad_identifier", "/inner/who", lambda m: m["inner"].update(who="A"))
    bad("a bad id as a key of a map", "bad_identifier", "/votes/A~1", lambda m: m["votes"].update({"A/": 1}))
    bad("a wrong value in a map", "wrong_type", "/votes/bo", lambda m: m["votes"].update(bo="1"))
    for name in ["hash", "key", "session_key", "signature", "point", "scalar", "ciphertext"]:
        size = len(sample()[name])
        bad(f"{name} in capitals", "bad_encoding", "/" + name, setting(name, "AB" * (size // 2)))
        bad(f"{name} one byte short", "bad_encoding", "/" + name, lambda m, n=name: m.update({n: m[n][:-2]}))
        bad(f"{name} one byte long", "bad_encoding", "/" + name, lambda m, n=name: m.update({n: m[n] + "00"}))
        bad(f"{name} with half a byte", "bad_encoding", "/" + name, lambda m, n=name: m.update({n: m[n][:-1]}))
        bad(f"{name} with a letter that is no digit", "bad_encoding", "/" + name, lambda m, n=name: m.update({n: "g" + m[n][1:]}))
        bad(f"{name} empty", "bad_encoding", "/" + name, setting(name, ""))
    no_points = {
        "the identity": "00" * 32, "the identity with bit 255": "00" * 31 + "80", "with bit 255": POINT[:-2] + "f6",
        "beyond p": "ed" + "ff" * 30 + "7f", "above p": "ff" * 31 + "7f", "negative": "01" + "00" * 31,
        "no square": "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371"}  # RFC 9496, A.2
    for what, encoding in no_points.items():
        bad(f"a point: {what}", "bad_encoding", "/point", setting("point", encoding))
        bad(f"an alpha: {what}", "bad_encoding", "/ciphertext", setting("ciphertext", encoding + POINT))
    bad("a scalar: l", "bad_encoding", "/scalar", setting("scalar", L.to_bytes(32, "little").hex()))
    bad("a scalar: l+1", "bad_encoding", "/scalar", setting("scalar", (L + 1).to_bytes(32, "little").hex()))
    bad("a scalar: bit 255", "bad_encoding", "/scalar", setting("scalar", "01" + "00" * 30 + "80"))
    bad("a scalar: all ones", "bad_encoding", "/scalar", setting("scalar", "ff" * 32))
    for what, text in {"without its padding": "AAECAwQFBgc", "with too much padding": "AA===", "with spare bits set": "AAECAwQFBgd=",
                       "of the other alphabet": "-_-_", "with a line feed": "AAEC\n", "with a space in front": " AAEC",
                       "that is padding alone": "====", "with padding inside": "AA==AAEC"}.items():
        bad(f"base64 {what}", "bad_encoding", "/blob", setting("blob", text))
    write("codec.json", out)


def make_envelope():
    out = []
    for description, payload_type, payload in [
            ("the example of the DSSE specification", "http://example.com/HelloWorld", "hello world"),
            ("nothing in nothing", "", ""),
            ("lengths are in bytes", "caf\u00e9", "\U0001f600"),
            ("a payload that looks like an encoding", "t", "DSSEv1 1 t 0 "),
            ("an act", "application/vnd.conclave.act+json", '{"a":1}')]:
        encoding = pae(payload_type, payload)
        out.append(vector(description, {"of": "pae"}, {"payload_type": payload_type, "payload": payload},
                          {"pae": encoding.decode(), "act_hash": sha256(encoding).hex(),
                           "signature": AMINA.sign(encoding).hex()}))
    context = {"of": "envelope", "key": AMINA.public.hex()}
    good = envelope('{"a":1}')

    def add(description, expect, change=lambda e: None):
        e = copy.deepcopy(good)
        change(e)
        out.append(vector(description, context, e, expect))

    def first(**changes):
        return lambda e: e["signatures"][0].update(changes)

    signature = AMINA.sign(pae("application/vnd.conclave.act+json", '{"a":1}'))
    add("an act by the key", {"verifies": True})
    add("another payload", {"verifies": False}, lambda e: e.update(payload=b64(b'{"a":2}')))
    add("another type", {"verifies": False}, lambda e: e.update(payloadType="application/vnd.conclave.finding+json"))
    add("another key's id", {"verifies": False}, first(keyid=BO.public.hex()))
    add("another key's signature", {"verifies": False},
        first(sig=b64(BO.sign(pae("application/vnd.conclave.act+json", '{"a":1}')))))
    add("another key's envelope", {"verifies": False}, lambda e: e.update(envelope('{"a":1}', BO)))
    add("a signature of the payload without its encoding", {"verifies": False}, first(sig=b64(AMINA.sign(b'{"a":1}'))))
    add("a bit of R changed", {"verifies": False}, first(sig=b64(flipped(signature))))
    add("a bit of S changed", {"verifies": False}, first(sig=b64(signature[:32] + flipped(signature[32:]))))
    s_plus_l = int.from_bytes(signature[32:], "little") + L
    add("S not reduced", {"verifies": False}, first(sig=b64(signature[:32] + s_plus_l.to_bytes(32, "little"))))

    def refused(description, reason, where, change):
        add(description, {"refused": reason, "where": where}, change)

    for name in ["payload", "payloadType", "signatures"]:
        refused(f"no {name}", "missing_member", "/" + name, lambda e, n=name: e.pop(n))
    for name in ["keyid", "sig"]:
        refused(f"no {name}", "missing_member", "/signatures/0/" + name, lambda e, n=name: e["signatures"][0].pop(n))
    refused("an unknown member", "unknown_member", "/payload_type", lambda e: e.update(payload_type="x"))
    refused("an unknown member of the signature", "unknown_member", "/signatures/0/cert", first(cert="x"))
    refused("no signature", "out_of_range", "/signatures", lambda e: e.update(signatures=[]))
    refused("two signatures", "out_of_range", "/signatures", lambda e: e["signatures"].append(e["signatures"][0]))
    refused("base64 of the other alphabet", "bad_encoding", "/payload", lambda e: e.update(payload="eyJh_jox"))
    refused("base64 without padding", "bad_encoding", "/payload", lambda e: e.update(payload="eyJhIjoxfQ"))
    refused("base64 with spare bits", "bad_encoding", "/payload", lambda e: e.update(payload="eyJhIjoxfR=="))
    refused("a signature of 63 bytes", "bad_encoding", "/signatures/0/sig", first(sig=b64(signature[:63])))
    refused("a signature of 65 bytes", "bad_encoding", "/signatures/0/sig", first(sig=b64(signature + b"\0")))
    refused("a signature in hex", "bad_encoding", "/signatures/0/sig", first(sig=signature.hex()))
    refused("a keyid in capitals", "bad_encoding", "/signatures/0/keyid", first(keyid=AMINA.public.hex().upper()))
    refused("a keyid of 31 bytes", "bad_encoding", "/signatures/0/keyid", first(keyid=AMINA.public.hex()[2:]))
    refused("an empty keyid", "bad_encoding", "/signatures/0/keyid", first(keyid=""))
    refused("a payload that is no string", "wrong_type", "/payload", lambda e: e.update(payload={"a": 1}))
    write("envelope.json", out)


def make_commitment():
    out = []
    for description, salt, text in [("an empty text", bytes(32), ""), ("a text", bytes(range(32)), "former adviser to the city"),
                                    ("no normalisation", b"\xff" * 32, "caf\u00e9 cafe\u0301 \U0001f600")]:
        com = hb("payload", salt, text)
        given = {"salt": salt.hex(), "text": text}
        out.append(vector(description, {"commitment": com.hex()}, given, {"opens": True}))
        out.append(vector(description + ", with a bit of the salt changed", {"commitment": com.hex()},
                          {"salt": flipped(salt).hex(), "text": text}, {"opens": False}))
        out.append(vector(description + ", with a space more", {"commitment": com.hex()},
                          {"salt": salt.hex(), "text": text + " "}, {"opens": False}))
    write("commitment.json", out)


def make_merkle():
    # The leaves that the implementations of Certificate Transparency are tested with.
    leaves = [bytes.fromhex(x) for x in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                         "606162636465666768696a6b6c6d6e6f"]]
    assert mth(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    out = []
    for n in range(len(leaves) + 1):
        out.append(vector(f"the root of {n} leaves", {}, {"of": "root", "leaves": [leaf.hex() for leaf in leaves[:n]]}, {"root": mth(leaves[:n]).hex()}))
    for n in range(1, len(leaves) + 1):
        for m in range(n):
            proof = path(m, leaves[:n])
            given = {"of": "inclusion", "index": m, "size": n, "leaf_hash": leaf_hash(leaves[m]).hex(),
                     "root": mth(leaves[:n]).hex(), "proof": [h.hex() for h in proof]}
            out.append(vector(f"leaf {m} of {n}", {}, given, {"holds": True}))
            bad = [("another leaf", {"leaf_hash": leaf_hash(b"x").hex()}), ("another root", {"root": flipped(mth(leaves[:n])).hex()}),
                   ("a hash too many", {"proof": given["proof"] + ["00" * 32]}), ("an index beyond", {"index": n})]
            if proof:
                bad += [("a hash too few", {"proof": given["proof"][:-1]}),
                        ("a hash changed", {"proof": [flipped(proof[0]).hex()] + given["proof"][1:]}),
                        ("another index", {"index": m ^ 1 if m ^ 1 < n else m - 1})]
            for what, change in bad:
                out.append(vector(f"leaf {m} of {n}: {what}", {}, {**given, **change}, {"holds": False}))
    for n in range(len(leaves) + 1):
        for m in range(n + 1):
            proof = subproof(m, leaves[:n], True) if m else []
            given = {"of": "consistency", "first": m, "second": n, "first_root": mth(leaves[:m]).hex(),
                     "second_root": mth(leaves[:n]).hex(), "proof": [h.hex() for h in proof]}
            out.append(vector(f"{m} in {n}", {}, given, {"holds": True}))
            bad = [("another first root", {"first_root": flipped(mth(leaves[:m])).hex()}),
                   ("a hash too many", {"proof": given["proof"] + ["00" * 32]})]
            if m:
                bad.append(("another second root", {"second_root": flipped(mth(leaves[:n])).hex()}))
            if m < n:
                bad.append(("the other way round", {"first": n, "second": m, "first_root": given["second_root"],
                                                    "second_root": given["first_root"]}))
            if proof:
                bad += [("a hash too few", {"proof": given["proof"][:-1]}), ("no proof", {"proof": []}),
                        ("a hash changed", {"proof": given["proof"][:-1] + [flipped(proof[-1]).hex()]})]
            for what, change in bad:
                out.append(vector(f"{m} in {n}: {what}", {}, {**given, **change}, {"holds": False}))
    write("merkle.json", out)


def make_checkpoint():
    origin, size = "jury.example/session-7", 42
    root = sha256(b"root")
    context = {"verifier_key": verifier_key(origin, SERVER)}
    good = checkpoint(origin, size, root)
    text, line = good.split("\n\n")
    text += "\n"
    held = {"log": "session-7", "size": size, "root": root.hex()}
    out = [vector("a checkpoint", context, {"text": good}, held),
           vector("with a witness's line", context, {"text": good + note_line(text, "witness.example", WITNESS)}, held),
           vector("with a witness's line in front", context,
                  {"text": text + "\n" + note_line(text, "witness.example", WITNESS) + line}, held),
           vector("with a witness's line that does not hold", context,
                  {"text": good + note_line("x\n", "witness.example", WITNESS)}, held),
           vector("with a witness's line of another length", context,
                  {"text": good + f"\u2014 witness.example {b64(bytes(76))}\n"}, held),
           vector("an empty log", context, {"text": checkpoint(origin, 0, sha256(b""))},
                  {"log": "session-7", "size": 0, "root": sha256(b"").hex()})]

    def refused(description, reason, note, key=None):
        out.append(vector(description, {"verifier_key": key} if key else context, {"text": note}, {"refused": reason}))

    def signed(changed):
        return changed + "\n" + note_line(changed, origin, SERVER)

    refused("another key of the same name", "wrong_key", good, verifier_key(origin, WITNESS))
    refused("the key of another log", "wrong_key", good, verifier_key("jury.example/session-8", SERVER))
    refused("another origin, signed by the key", "wrong_key", signed(text.replace("session-7", "session-8")))
    refused("another origin, not signed", "wrong_key", good.replace("session-7\n", "session-8\n", 1))
    refused("another size", "bad_signature", good.replace("\n42\n", "\n43\n"))
    refused("another root", "bad_signature", good.replace(b64(root), b64(flipped(root))))
    raw = base64.b64decode(line.split(" ")[2])
    refused("a bit of the signature changed", "bad_signature",
            text + f"\n\u2014 {origin} {b64(raw[:4] + flipped(raw[4:]))}\n")
    refused("a bit of the key hash changed", "wrong_key", text + f"\n\u2014 {origin} {b64(flipped(raw))}\n")
    refused("a signature of 63 bytes", "bad_signature", text + f"\n\u2014 {origin} {b64(raw[:-1])}\n")
    refused("a line by a witness alone", "wrong_key", text + "\n" + note_line(text, "witness.example", WITNESS))
    refused("a line under another name", "wrong_key", text + "\n" + note_line(text, "jury.example", SERVER))
    encodings = {
        "nothing": "", "no empty line": text + line, "no signature": text + "\n", "the text alone": text,
        "no line feed at the end": good[:-1], "an empty line at the end": good + "\n", "text behind the signature": good + "x\n",
        "carriage returns": good.replace("\n", "\r\n"), "a hyphen for the dash": good.replace("\u2014", "-"),
        "two spaces": good.replace("\u2014 ", "\u2014  "), "a part too many on the line": good[:-1] + " x\n",
        "no base64 on the line": text + f"\n\u2014 {origin} *\n", "four bytes on the line": text + f"\n\u2014 {origin} {b64(raw[:4])}\n",
        "the same line twice": good + line, "two lines by one key": good + note_line("x\n", origin, SERVER),
        "seventeen lines": good + "".join(note_line(text, f"w{n}.example", WITNESS) for n in range(16)),
        "an extension line": signed(text + "extension\n"), "a size with a zero in front": signed(text.replace("\n42\n", "\n042\n")),
        "a size with a plus": signed(text.replace("\n42\n", "\n+42\n")), "a negative size": signed(text.replace("\n42\n", "\n-42\n")),
        "a size with a space": signed(text.replace("\n42\n", "\n42 \n")), "no size": signed(text.replace("\n42\n", "\n\n")),
        "a size of 2^53": signed(text.replace("\n42\n", "\n9007199254740992\n")),
        "a size of 2^64+42": signed(text.replace("\n42\n", "\n18446744073709551658\n")),
        "a root of 31 bytes": signed(text.replace(b64(root), b64(root[:31]))),
        "a root of 33 bytes": signed(text.replace(b64(root), b64(root + b"x"))),
        "a root in hex": signed(text.replace(b64(root), root.hex())),
        "a root with spare bits set": signed(text.replace(b64(root), b64(root)[:-2] + "/=")),
        "an origin without a log": signed(text.replace("/session-7", "")),
        "an origin with a log that is no id": signed(text.replace("session-7", "Session 7")),
        "an origin with no server": signed(text.replace("jury.example", "")),
        "an origin with a space": signed(text.replace("jury.example", "jury example")),
        "an origin with a plus": signed(text.replace("jury.example", "jury+example")),
        "an origin with two slashes": signed(text.replace("jury.example", "jury/example")),
    }
    for description, note in encodings.items():
        refused(description, "bad_encoding", note)
    key = verifier_key(origin, SERVER)
    name, digits, data = key.split("+")
    for description, changed in {
            "a verifier key of another name": "jury.example/session-8+" + digits + "+" + data,
            "a verifier key with another hash": f"{name}+00000000+{data}", "a verifier key in capitals": f"{name}+{digits.upper()}+{data}",
            "a verifier key of another sort": f"{name}+{digits}+{b64(bytes([2]) + SERVER.public)}",
            "a verifier key of 31 bytes": f"{name}+{digits}+{b64(bytes([1]) + SERVER.public[:31])}",
            "a verifier key without a name": f"+{digits}+{data}", "a verifier key with two parts": f"{name}+{digits}",
            "a verifier key with four parts": key + "+x", "no verifier key": "",
            "a verifier key with a line feed": key + "\n"}.items():
        out.append(vector(description, {"verifier_key": changed}, {"text": good}, {"refused_key": "bad_encoding"}))
    write("checkpoint.json", out)


def record_lines(openings="kept"):
    """A record of three entries; the second names a text by its commitment."""
    log, origin = "session-7", "jury.example/session-7"
    salt, text = bytes(range(32)), "former adviser to the city"
    com = hb("payload", salt, text)
    payloads = [('{"kind":"open_session"}', SERVER, []),
                (canonical({"kind": "declare_conflict", "reason": com.hex()}), AMINA, [{"salt": salt.hex(), "text": text}]),
                ('{"kind":"close_session"}', BO, [])]
    entries = [{"position": i, "time": 1700000000000 + 1000 * i, "envelope": envelope(p, key),
                "openings": o if openings == "kept" else []} for i, (p, key, o) in enumerate(payloads)]
    root = mth([leaf_data(e) for e in entries])
    header = {"format": "conclave-record-1", "log": log, "openings": openings, "origin": origin,
              "server_key": verifier_key(origin, SERVER)}
    end = {"certificates": [envelope('{"kind":"certify"}', AMINA)], "checkpoint": checkpoint(origin, 3, root)}
    return [header, *entries, end]


def make_entry():
    out = []
    for entry in record_lines()[1:-1]:
        out.append(vector(f"entry {entry['position']}", {}, entry,
                          {"leaf_data": leaf_data(entry).hex(), "leaf_hash": leaf_hash(leaf_data(entry)).hex()}))

    def bad(description, reason, where, change):
        entry = record_lines()[2]
        change(entry)
        out.append(vector(description, {}, entry, {"refused": reason, "where": where}))

    for name in ["position", "time", "envelope", "openings"]:
        bad(f"no {name}", "missing_member", "/" + name, lambda e, n=name: e.pop(n))
    bad("an unknown member", "unknown_member", "/leaf", lambda e: e.update(leaf="x"))
    bad("a negative position", "out_of_range", "/position", lambda e: e.update(position=-1))
    bad("a time as text", "wrong_type", "/time", lambda e: e.update(time="2026-01-01T00:00:00Z"))
    bad("a bad signature's encoding", "bad_encoding", "/envelope/signatures/0/sig",
        lambda e: e["envelope"]["signatures"][0].update(sig="x"))
    bad("a salt of 31 bytes", "bad_encoding", "/openings/0/salt", lambda e: e["openings"][0].update(salt="00" * 31))
    bad("an opening without its text", "missing_member", "/openings/0/text", lambda e: e["openings"][0].pop("text"))
    bad("65 openings", "out_of_range", "/openings", lambda e: e.update(openings=e["openings"] * 65))
    write("entry.json", out)


def make_record():
    out = []

    def text_of(lines):
        return "".join((line if isinstance(line, str) else canonical(line)) + "\n" for line in lines)

    def add(description, faults, change=lambda lines: None, openings="kept", text=None):
        lines = record_lines(openings)
        change(lines)
        expect = {"faults": [{"reason": r, "where": w} for r, w in faults]}
        out.append(vector(description, {}, {"text": text if text is not None else text_of(lines)}, expect))

    def refused(description, where, change=lambda lines: None, text=None):
        lines = record_lines()
        change(lines)
        out.append(vector(description, {}, {"text": text if text is not None else text_of(lines)},
                          {"refused": "bad_record", "where": where}))

    whole = text_of(record_lines())
    add("a record with its openings", [])
    add("a record without its openings", [], openings="left_out")

    def empty(lines):
        del lines[1:-1]
        lines[-1]["checkpoint"] = checkpoint("jury.example/session-7", 0, sha256(b""))

    add("a record of an empty log", [], empty)

    head = ("bad_inclusion", "head")
    add("an entry left out", [("bad_inclusion", "entry 1"), head], lambda l: l.pop(2))
    add("the last entry left out", [head], lambda l: l.pop(3))
    add("two entries exchanged", [("bad_inclusion", "entry 0"), ("bad_inclusion", "entry 1"), ("time_reversed", "entry 1"), head],
        lambda l: l.insert(1, l.pop(2)))
    add("an entry twice", [("bad_inclusion", "entry 2"), ("bad_inclusion", "entry 3"), head], lambda l: l.insert(2, l[2]))
    add("a position changed", [("bad_inclusion", "entry 1"), head], lambda l: l[2].update(position=7))
    add("a time changed", [head], lambda l: l[2].update(time=1700000000999))
    add("a time that goes back", [("time_reversed", "entry 1"), head], lambda l: l[2].update(time=1699999999999))
    add("a payload changed", [("bad_signature", "entry 0/envelope"), head],
        lambda l: l[1]["envelope"].update(payload=b64(b'{"kind":"open_sessioN"}')))
    add("a payload of another key's making", [head], lambda l: l[1].update(envelope=envelope('{"kind":"open_session"}', BO)))
    add("an opening changed", [("bad_commitment", "entry 1/openings/0")], lambda l: l[2]["openings"][0].update(text="nothing"))
    add("an opening of nothing", [("bad_commitment", "entry 0/openings/0")], lambda l: l[1].update(openings=l[2]["openings"]))
    add("an opening withheld", [], lambda l: l[2].update(openings=[]))
    add("openings where there are to be none", [("bad_record", "entry 1/openings")],
        lambda l: l[2].update(openings=record_lines()[2]["openings"]), "left_out")
    add("an entry that is not JSON", [("malformed_json", "entry 1")], lambda l: l.__setitem__(2, "garbage"))
    add("an empty line", [("malformed_json", "entry 1"), ("bad_inclusion", "entry 2"), ("bad_inclusion", "entry 3"), head], lambda l: l.insert(2, ""))
    add("an entry with a space", [("not_canonical", "entry 0")], lambda l: l.__setitem__(1, canonical(l[1]) + " "))
    add("an unknown member", [("unknown_member", "entry 2/x")], lambda l: l[3].update(x=1))
    add("two entries damaged, both named", [("bad_encoding", "entry 0/envelope/payload"), ("missing_member", "entry 2/time")],
        lambda l: (l[1]["envelope"].update(payload="*"), l[3].pop("time")))
    add("a certificate that is not by its key", [("bad_signature", "head/certificates/0")],
        lambda l: l[-1]["certificates"][0].update(payload=b64(b"x")))
    add("a checkpoint of another size", [("bad_signature", "head"), head],
        lambda l: l[-1].update(checkpoint=l[-1]["checkpoint"].replace("\n3\n", "\n4\n")))
    add("a checkpoint by another key", [("wrong_key", "head")],
        lambda l: l[-1].update(checkpoint=checkpoint("jury.example/session-7", 3, mth([leaf_data(e) for e in l[1:-1]]), WITNESS)))
    add("a checkpoint of another log", [("wrong_key", "head")],
        lambda l: l[-1].update(checkpoint=checkpoint("jury.example/session-8", 3, mth([leaf_data(e) for e in l[1:-1]]))))
    add("a checkpoint of an earlier size", [head],
        lambda l: l[-1].update(checkpoint=checkpoint("jury.example/session-7", 2, mth([leaf_data(e) for e in l[1:-2]]))))
    add("a checkpoint that is none", [("bad_encoding", "head/checkpoint")], lambda l: l[-1].update(checkpoint="x"))
    add("an unknown member in the last line", [("unknown_member", "head/x")], lambda l: l[-1].update(x=1))
    add("cut behind an entry", [("bad_record", "head")], lambda l: l.pop())
    add("cut inside an entry", [("bad_record", "head")], text=whole[:whole.index('"position":2')])
    add("cut in the last line", [("bad_record", "head")], text=whole[:-20])
    add("cut before the last line feed", [("bad_record", "head")], text=whole[:-1])
    add("cut behind the header", [("bad_record", "head")], text=whole[:whole.index("\n") + 1])
    add("a line behind the last", [("unknown_member", "entry 3/certificates"), ("missing_member", "head/certificates")],
        lambda l: l.append("{}"))
    add("the last line twice", [("unknown_member", "entry 3/certificates"), head], lambda l: l.append(l[-1]))

    refused("nothing", "line 1", text="")
    refused("a line feed", "line 1", text="\n")
    refused("garbage", "line 1", text="garbage\n")
    refused("a picture", "line 1", text="\u0089PNG\r\n\u001a\n")
    refused("the header cut short", "line 1", text=whole[:30])
    refused("another format", "line 1/format", lambda l: l[0].update(format="conclave-record-2"))
    refused("no header", "line 1/envelope", lambda l: l.pop(0))
    refused("an unknown member in the header", "line 1/x", lambda l: l[0].update(x=1))
    refused("a header without its key", "line 1/server_key", lambda l: l[0].pop("server_key"))
    refused("a header with another origin than its key's", "line 1/origin", lambda l: l[0].update(origin="jury.example/session-8"))
    refused("a header with another log than its origin's", "line 1/log", lambda l: l[0].update(log="session-8"))
    refused("a header with a key that is none", "line 1/server_key", lambda l: l[0].update(server_key="x"))
    refused("a header out of order", "line 1", lambda l: l.__setitem__(0, json.dumps(l[0])))
    write("record.json", out)


if __name__ == "__main__":
    make_json()
    make_codec()
    make_envelope()
    make_commitment()
    make_merkle()
    make_checkpoint()
    make_entry()
    make_record()
