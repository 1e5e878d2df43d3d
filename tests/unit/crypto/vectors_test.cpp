// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// tests/vectors/crypto/*.json: lists of {description, context, input, expect}, for every implementation of
// the protocol. Points and scalars are hex of 32 bytes, ciphertexts of 64 (alpha, beta); "verdict" is
// "accepted" or the name of the fault. With CONCLAVE_WRITE_VECTORS=1 in the environment the files are written
// anew; else they must be what would be written, and every vector, read back, must get its verdict.
#include "cases.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

namespace conclave::crypto {
namespace {

namespace json = boost::json;

// --- writing ---

json::value text(std::string_view value) {
  return json::value(json::string(value.data(), value.size()));
}
json::value write(ByteView bytes) {
  return text(to_hex(bytes));
}
json::value write(Hash const& hash) {
  return write(ByteView(hash.bytes));
}
json::value write(Point const& P) {
  return write(ByteView(P.bytes()));
}
json::value write(Scalar const& s) {
  return write(ByteView(s.bytes()));
}
json::value write(Ciphertext const& c) {
  return write(ByteView(c.bytes()));
}
json::value write(Bytes const& bytes) {
  return write(ByteView(bytes));
}
json::value write(std::uint32_t number) {
  return json::value(number);
}
json::value write(std::string const& value) {
  return text(value);
}
json::value write(Orz const& proof);
json::value write(IndexedShares const& shares);
json::value write(Trustee const& trustee);
json::value write(RoundOption const& option);
template <class T>
json::value write(std::vector<T> const& list) {
  json::array out;
  for (auto const& each : list)
    out.push_back(write(each));
  return out;
}
json::value write(Pok const& proof) {
  return {{"A", write(proof.A)}, {"z", write(proof.z)}};
}
json::value write(Dleq const& proof) {
  return {{"A", write(proof.A)}, {"B", write(proof.B)}, {"z", write(proof.z)}};
}
json::value write(Orz const& proof) {
  return {{"A", write(proof.A)}, {"B", write(proof.B)}, {"c", write(proof.c)}, {"z", write(proof.z)}};
}
json::value write(IndexedShares const& shares) {
  return {{"index", shares.index}, {"shares", write(shares.shares)}};
}
json::value write(Trustee const& trustee) {
  return {{"id", write(trustee.id)},
          {"identity", write(ByteView(trustee.identity.bytes()))},
          {"session", write(ByteView(trustee.session.bytes()))}};
}
json::value write(KeyContext const& c) {
  return {{"session", write(c.session)},
          {"key_id", write(c.key_id)},
          {"m", c.m},
          {"n", c.n},
          {"t", c.t},
          {"a", c.a},
          {"roster_hash", write(c.roster_hash)},
          {"trustees", write(c.trustees)}};
}
json::value write(RoundOption const& option) {
  return {{"id", write(option.id)}, {"role", text(to_string(option.role))}};
}
json::value write(RoundContext const& c) {
  return {{"kctx", write(c.kctx)},
          {"key_hash", write(c.key_hash)},
          {"key", write(c.key)},
          {"case", write(c.case_id)},
          {"round", write(c.round_id)},
          {"kind", text(to_string(c.kind))},
          {"basis",
           {{"name", text(to_string(c.basis.name))}, {"a", c.basis.a}, {"b", c.basis.b}, {"e", c.basis.e}}},
          {"options", write(c.options)},
          {"electorate", write(c.electorate)},
          {"motion_hash", write(c.motion_hash)}};
}

class Writer {
public:
  void add(std::string_view description, json::value context, json::value input, json::value expect) {
    json::value const vector{{"description", text(description)},
                             {"context", std::move(context)},
                             {"input", std::move(input)},
                             {"expect", std::move(expect)}};
    text_ += (text_.empty() ? "[\n " : ",\n ") + json::serialize(vector);
  }
  std::string str() const { return text_ + "\n]\n"; }

private:
  std::string text_;
};

json::value verdict_of(std::string const& expect) {
  return {{"verdict", text(expect)}};
}

std::string encodings() {
  Writer out;
  auto const add = [&](char const* kind, char const* description, std::string const& hex,
                       char const* expect) {
    out.add(std::string(kind) + ": " + description, {{"kind", kind}}, {{"bytes", text(hex)}},
            verdict_of(expect));
  };
  std::string const zeros(64, '0');
  std::string const g = to_hex(G().bytes());
  std::string const bit = "80";
  std::string const l = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
  std::string const p = "ed" + std::string(60, 'f') + "7f";
  add("point", "the base", g, "accepted");
  add("point", "twice the base", to_hex((G() + G()).bytes()), "accepted");
  add("point", "the identity", zeros, "identity");
  add("point", "the identity with bit 255", zeros.substr(2) + bit, "not_canonical");
  add("point", "the base with bit 255", g.substr(0, 62) + "f6", "not_canonical");
  add("point", "p", p, "not_canonical");
  add("point", "p + 1", "ee" + p.substr(2), "not_canonical");
  add("point", "2^256 - 1", std::string(64, 'f'), "not_canonical");
  add("point", "negative: 1", "01" + zeros.substr(2), "not_a_point");
  add("point", "negative", "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20", "not_a_point");
  add("point", "no square", "2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08",
      "not_a_point");
  add("point", "x·y negative", "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
      "not_a_point");
  add("point", "s = -1", "ec" + p.substr(2), "not_a_point");
  add("point", "31 bytes", g.substr(0, 62), "wrong_length");
  add("point", "33 bytes", g + "00", "wrong_length");
  add("point", "nothing", "", "wrong_length");
  add("scalar", "0", zeros, "accepted");
  add("scalar", "l - 1", "ec" + l.substr(2), "accepted");
  add("scalar", "l", l, "not_canonical");
  add("scalar", "l + 1", "ee" + l.substr(2), "not_canonical");
  add("scalar", "1 with bit 255", "01" + zeros.substr(4) + bit, "not_canonical");
  add("scalar", "2^256 - 1", std::string(64, 'f'), "not_canonical");
  add("scalar", "31 bytes", zeros.substr(2), "wrong_length");
  add("scalar", "33 bytes", zeros + "00", "wrong_length");
  add("public_key", "of RFC 8032, test 1", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "accepted");
  add("public_key", "zeros", zeros, "not_a_point");
  add("public_key", "the identity", "01" + zeros.substr(2), "not_a_point");
  add("public_key", "of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "not_a_point");
  add("public_key", "p + 1", "ee" + p.substr(2), "not_a_point");
  add("public_key", "31 bytes", zeros.substr(2), "wrong_length");
  add("session_key", "9", "09" + zeros.substr(2), "accepted");
  add("session_key", "9 with bit 255", "09" + zeros.substr(4) + bit, "not_canonical");
  add("session_key", "p", p, "not_canonical");
  add("session_key", "0", zeros, "small_order");
  add("session_key", "1", "01" + zeros.substr(2), "small_order");
  add("session_key", "of order 8", "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "small_order");
  add("session_key", "31 bytes", zeros.substr(2), "wrong_length");
  return out.str();
}

std::string contexts() {
  Jury const jury(5, 20);
  Writer out;
  out.add("kctx", {{"kind", "key"}}, write(jury.context), {{"hash", write(jury.kctx)}});
  RoundContext round = jury.round;
  out.add("rctx", {{"kind", "round"}}, write(round), {{"hash", write(round_context_hash(round))}});
  round.kind = RoundKind::outcome;
  round.basis = {BasisName::electorate, 1, 2, -7};
  out.add("rctx of an outcome, with a negative e", {{"kind", "round"}}, write(round),
          {{"hash", write(round_context_hash(round))}});
  std::vector<Hash> const acts{hash_of("a"), hash_of("b")};
  out.add("key_hash", {{"kind", "dkg"}},
          {{"kctx", write(jury.kctx)}, {"acts", write(acts)}, {"coefficients", write(jury.coefficients)}},
          {{"H", write(jury.key.H)},
           {"X", write(jury.key.X)},
           {"dealings", write(dealings_hash(jury.kctx, acts))},
           {"hash", write(key_hash(jury.kctx, transcript_hash(acts), jury.key))}});
  std::vector<Ciphertext> const cts{{G(), G()}, {G() + G(), G()}};
  auto const d =
      close_hash(jury.rctx, std::vector<ListedBallot>{{"juror-01", acts[0]}, {"juror-03", acts[1]}}, acts[1]);
  out.add("close and target", {{"kind", "target"}},
          {{"rctx", write(jury.rctx)},
           {"voters", {"juror-01", "juror-03"}},
           {"hashes", write(acts)},
           {"root", write(acts[1])},
           {"attempt", 2},
           {"ciphertexts", write(cts)}},
          {{"d", write(d)}, {"hash", write(target_hash(jury.rctx, d, 2, cts))}});
  return out.str();
}

/// Challenged ballots: what a second device recomputes.
std::string challenges() {
  Jury jury(3, 21);
  Writer out;
  auto const add = [&](std::string_view description, std::uint32_t seq, std::uint32_t shown,
                       std::string const& expect) {
    auto const seed = seed_of(static_cast<std::uint8_t>(40 + seq));
    auto const cts = recompute_ciphertexts(jury.key.H, jury.rctx, "juror-01", seq, seed, 3, 1);
    out.add(description,
            {{"H", write(jury.key.H)}, {"rctx", write(jury.rctx)}, {"voter", "juror-01"}, {"options", 3}},
            {{"seq", seq},
             {"seed", write(ByteView(seed))},
             {"choice", shown},
             {"prepared", write(prepare_hash(jury.rctx, "juror-01", seq, cts))}},
            verdict_of(expect));
  };
  add("the choice that was made", 1, 1, "accepted");
  add("the choice that was made, seq 300", 300, 1, "accepted");
  add("another choice", 1, 0, "commitment_mismatch");
  add("no choice", 2, 3, "commitment_mismatch");
  return out.str();
}

std::string boxes() {
  Jury jury(4, 22);
  Writer out;
  auto const add = [&](std::string_view description, std::uint32_t i, std::uint32_t j, std::uint32_t key,
                       Bytes const& box, std::string const& expect) {
    json::value input{{"i", i},
                      {"j", j},
                      {"box", write(box)},
                      {"secret", write(jury.sessions[key - 1].export_secret().view())}};
    auto expected = verdict_of(expect);
    if (expect == "accepted") expected.as_object()["share"] = write(jury.dealers[i - 1].answer(j));
    out.add(description, {{"kctx", write(jury.kctx)}, {"coefficients", write(jury.coefficients[i - 1])}},
            std::move(input), std::move(expected));
  };
  auto const sealed = [&](std::uint32_t i, std::uint32_t j, ByteView share) {
    return seal(F(jury.kctx, i, j, share), jury.sessions[1].public_key(), jury.randomness);
  };
  auto const& box = jury.dealings[0].boxes[1];
  add("dealer 1 to trustee 2", 1, 2, 2, box, "accepted");
  add("dealer 3 to itself", 3, 3, 3, jury.dealings[2].boxes[2], "accepted");
  add("another addressee's", 1, 2, 2, jury.dealings[0].boxes[2], "does_not_open");
  add("another dealer's", 1, 2, 2, jury.dealings[2].boxes[1], "bad_index");
  add("header of another trustee", 1, 2, 2, sealed(1, 3, jury.dealers[0].share_for(2).view()), "bad_index");
  add("a share that is not on the polynomial", 1, 2, 2, sealed(1, 2, jury.dealers[0].share_for(3).view()),
      "wrong_share");
  add("a share that is l", 1, 2, 2,
      sealed(1, 2, from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value()),
      "not_canonical");
  add("a byte less", 1, 2, 2, Bytes(box.begin(), box.end() - 1), "wrong_length");
  Bytes altered = box;
  altered.back() ^= 1;
  add("a bit changed", 1, 2, 2, altered, "does_not_open");
  return out.str();
}

std::string poks() {
  Writer out;
  for (auto const& c : pok_cases()) {
    out.add(c.name, {{"ctx", write(c.ctx)}}, {{"X", write(c.X)}, {"proof", write(c.proof)}},
            verdict_of(c.expect));
  }
  return out.str();
}

std::string dleqs() {
  Writer out;
  for (auto const& c : dleq_cases()) {
    auto const& s = c.statement;
    out.add(c.name, {{"ctx", write(c.ctx)}},
            {{"g1", write(s.g1)},
             {"X1", write(s.X1)},
             {"g2", write(s.g2)},
             {"X2", write(s.X2)},
             {"proof", write(c.proof)}},
            verdict_of(c.expect));
  }
  return out.str();
}

std::string orzs() {
  Writer out;
  for (auto const& c : orz_cases()) {
    out.add(c.name, {{"tag", write(c.tag)}, {"ctx", write(c.ctx)}, {"H", write(c.H)}},
            {{"D", write(c.D)}, {"proof", write(c.proof)}}, verdict_of(c.expect));
  }
  return out.str();
}

std::string dealings() {
  Writer out;
  for (auto const& c : dealing_cases()) {
    out.add(c.name, write(c.context),
            {{"i", c.i},
             {"commitment", write(c.commitment)},
             {"coefficients", write(c.dealing.coefficients)},
             {"rho", write(c.dealing.rho)},
             {"pok", write(c.dealing.pok)},
             {"boxes", write(c.dealing.boxes)}},
            verdict_of(c.expect));
  }
  return out.str();
}

std::string ballots() {
  Writer out;
  for (auto const& c : ballot_cases()) {
    json::object input{{"ciphertexts", write(c.ballot.cts)}, {"bits", write(c.ballot.bits)}};
    if (c.ballot.sum) input["sum"] = write(*c.ballot.sum);
    out.add(c.name,
            {{"kind", c.veto ? "veto" : "counts"},
             {"H", write(c.H)},
             {"rctx", write(c.rctx)},
             {"voter", write(c.voter)},
             {"identity", write(ByteView(c.identity.bytes()))},
             {"seq", c.seq},
             {"prev", write(c.prev)},
             {"options", c.options}},
            std::move(input), verdict_of(c.expect));
  }
  return out.str();
}

std::string partials() {
  Writer out;
  for (auto const& c : partial_cases()) {
    out.add(c.name,
            {{"target", write(c.target)}, {"i", c.i}, {"X", write(c.X)}, {"ciphertexts", write(c.cts)}},
            {{"shares", write(c.partial.shares)}, {"proof", write(c.partial.proof)}}, verdict_of(c.expect));
  }
  return out.str();
}

std::string counts() {
  Writer out;
  for (auto const& c : counts_cases()) {
    auto expect = verdict_of(c.expect);
    if (c.expect == "accepted") expect.as_object()["counts"] = write(c.counts);
    out.add(c.name, {{"electorate", c.electorate}, {"ballots", c.ballots}},
            {{"sums", write(c.sums)}, {"trustees", write(c.shares)}}, std::move(expect));
  }
  return out.str();
}

// --- reading ---

/// Reads the members of one vector; the first encoding that is refused is the verdict.
class Reader {
public:
  std::optional<Fault> fault;

  static std::string str(json::value const& v) {
    return std::string(v.as_string().data(), v.as_string().size());
  }
  static Bytes bytes(json::value const& v) { return from_hex(str(v)).value(); }
  static std::uint32_t number(json::value const& v) { return v.to_number<std::uint32_t>(); }
  static Hash hash(json::value const& v) {
    Hash out;
    auto const raw = bytes(v);
    EXPECT_EQ(raw.size(), 32U);
    std::copy_n(raw.begin(), 32, out.bytes.begin());
    return out;
  }
  template <class T>
  T decode(json::value const& v) {
    auto const out = T::decode(bytes(v));
    if (out) return *out;
    if (!fault) fault = out.error().kind;
    return T{};
  }
  Point point(json::value const& v) { return decode<Point>(v); }
  template <class T>
  std::vector<T> list(json::value const& v) {
    std::vector<T> out;
    for (auto const& each : v.as_array())
      out.push_back(decode<T>(each));
    return out;
  }
  Pok pok(json::value const& v) { return {point(v.at("A")), decode<Scalar>(v.at("z"))}; }
  Dleq dleq(json::value const& v) { return {point(v.at("A")), point(v.at("B")), decode<Scalar>(v.at("z"))}; }
  Orz orz(json::value const& v) {
    return {list<Point>(v.at("A")), list<Point>(v.at("B")), list<Scalar>(v.at("c")), list<Scalar>(v.at("z"))};
  }
  KeyContext key_context(json::value const& v) {
    KeyContext out{str(v.at("session")), str(v.at("key_id")), number(v.at("m")),         number(v.at("n")),
                   number(v.at("t")),    number(v.at("a")),   hash(v.at("roster_hash")), {}};
    for (auto const& each : v.at("trustees").as_array()) {
      out.trustees.push_back({str(each.at("id")), decode<PublicKey>(each.at("identity")),
                              decode<SessionPublicKey>(each.at("session"))});
    }
    return out;
  }
  std::string verdict_or(std::string judged) const { return fault ? std::string(to_string(*fault)) : judged; }
};

using Check =
    std::function<void(json::value const& context, json::value const& input, json::value const& expect)>;

void expect_vectors(std::string const& name, std::string const& written, Check const& check) {
  std::string const path = std::string(CONCLAVE_SOURCE_DIR) + "/tests/vectors/crypto/" + name + ".json";
  if (std::getenv("CONCLAVE_WRITE_VECTORS") != nullptr) std::ofstream(path) << written;
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  std::stringstream content;
  content << file.rdbuf();
  EXPECT_EQ(content.str(), written) << path << " is not what is written now";
  auto const vectors = json::parse(content.str());
  ASSERT_FALSE(vectors.as_array().empty());
  for (auto const& vector : vectors.as_array()) {
    SCOPED_TRACE(name + ": " + Reader::str(vector.at("description")));
    check(vector.at("context"), vector.at("input"), vector.at("expect"));
  }
}

void expect_verdict(json::value const& expect, std::string const& judged) {
  EXPECT_EQ(judged, Reader::str(expect.at("verdict")));
}

TEST(Vectors, encodings) {
  expect_vectors("encodings", encodings(), [](auto const& context, auto const& input, auto const& expect) {
    auto const kind = Reader::str(context.at("kind"));
    Reader reader;
    if (kind == "point") reader.template decode<Point>(input.at("bytes"));
    if (kind == "scalar") reader.template decode<Scalar>(input.at("bytes"));
    if (kind == "public_key") reader.template decode<PublicKey>(input.at("bytes"));
    if (kind == "session_key") reader.template decode<SessionPublicKey>(input.at("bytes"));
    expect_verdict(expect, reader.verdict_or("accepted"));
  });
}

TEST(Vectors, contexts) {
  expect_vectors("contexts", contexts(), [](auto const& context, auto const& input, auto const& expect) {
    auto const kind = Reader::str(context.at("kind"));
    Hash const hash = Reader::hash(expect.at("hash"));
    Reader r;
    if (kind == "key") {
      auto const read = r.key_context(input);
      EXPECT_TRUE(check_key_context(read));
      EXPECT_EQ(key_context_hash(read), hash);
    } else if (kind == "round") {
      RoundContext read{r.hash(input.at("kctx")),
                        r.hash(input.at("key_hash")),
                        r.point(input.at("key")),
                        r.str(input.at("case")),
                        r.str(input.at("round")),
                        {},
                        {},
                        {},
                        {},
                        r.hash(input.at("motion_hash"))};
      for (auto const each :
           {RoundKind::counts, RoundKind::outcome, RoundKind::adopted, RoundKind::veto, RoundKind::lots}) {
        if (to_string(each) == r.str(input.at("kind"))) read.kind = each;
      }
      auto const& basis = input.at("basis");
      for (auto const each : {BasisName::votes_cast, BasisName::ballots_cast, BasisName::electorate}) {
        if (to_string(each) == r.str(basis.at("name"))) read.basis.name = each;
      }
      read.basis.a = r.number(basis.at("a"));
      read.basis.b = r.number(basis.at("b"));
      read.basis.e = basis.at("e").template to_number<std::int32_t>();
      for (auto const& option : input.at("options").as_array()) {
        read.options.push_back({r.str(option.at("id")), r.str(option.at("role")) == "abstain"
                                                            ? OptionRole::abstain
                                                            : OptionRole::option});
      }
      for (auto const& voter : input.at("electorate").as_array())
        read.electorate.push_back(r.str(voter));
      EXPECT_EQ(round_context_hash(read), hash);
    } else if (kind == "dkg") {
      std::vector<std::vector<Point>> coefficients;
      for (auto const& each : input.at("coefficients").as_array())
        coefficients.push_back(r.template list<Point>(each));
      KeyContext sizes;
      sizes.n = static_cast<std::uint32_t>(coefficients.size());
      sizes.t = static_cast<std::uint32_t>(coefficients.front().size());
      auto const key = derive_public_key(sizes, coefficients);
      EXPECT_EQ(key.H, r.point(expect.at("H")));
      EXPECT_EQ(key.X, r.template list<Point>(expect.at("X")));
      std::vector<Hash> acts;
      for (auto const& each : input.at("acts").as_array())
        acts.push_back(r.hash(each));
      EXPECT_EQ(dealings_hash(r.hash(input.at("kctx")), acts), r.hash(expect.at("dealings")));
      EXPECT_EQ(key_hash(r.hash(input.at("kctx")), transcript_hash(acts), key), hash);
    } else {
      ASSERT_EQ(kind, "target");
      std::vector<ListedBallot> list;
      for (std::size_t i = 0; i < input.at("voters").as_array().size(); ++i) {
        list.push_back({r.str(input.at("voters").at(i)), r.hash(input.at("hashes").at(i))});
      }
      auto const rctx = r.hash(input.at("rctx"));
      auto const d = close_hash(rctx, list, r.hash(input.at("root")));
      EXPECT_EQ(d, r.hash(expect.at("d")));
      EXPECT_EQ(target_hash(rctx, d, r.number(input.at("attempt")),
                            r.template list<Ciphertext>(input.at("ciphertexts"))),
                hash);
    }
    EXPECT_FALSE(r.fault);
  });
}

TEST(Vectors, challenges) {
  expect_vectors("challenges", challenges(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    auto const rctx = r.hash(context.at("rctx"));
    auto const voter = r.str(context.at("voter"));
    auto const seq = r.number(input.at("seq"));
    auto const cts =
        recompute_ciphertexts(r.point(context.at("H")), rctx, voter, seq, r.bytes(input.at("seed")),
                              r.number(context.at("options")), r.number(input.at("choice")));
    bool const same = prepare_hash(rctx, voter, seq, cts) == r.hash(input.at("prepared"));
    expect_verdict(expect, r.verdict_or(same ? "accepted" : "commitment_mismatch"));
  });
}

TEST(Vectors, boxes) {
  expect_vectors("boxes", boxes(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    auto const secret = r.bytes(input.at("secret"));
    auto const key = SessionKey::from_secret(std::span(secret).template first<32>());
    auto const share =
        open_share(r.hash(context.at("kctx")), r.number(input.at("i")), r.number(input.at("j")),
                   r.bytes(input.at("box")), key, r.template list<Point>(context.at("coefficients")));
    expect_verdict(expect, r.verdict_or(verdict(share)));
    if (share) {
      EXPECT_EQ(share->reveal(), r.template decode<Scalar>(expect.at("share")));
    }
  });
}

TEST(Vectors, pok) {
  expect_vectors("pok", poks(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    PokCase const c{"", r.bytes(context.at("ctx")), r.point(input.at("X")), r.pok(input.at("proof")), ""};
    expect_verdict(expect, r.fault ? r.verdict_or("") : judge(c));
  });
}

TEST(Vectors, dleq) {
  expect_vectors("dleq", dleqs(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    DleqStatement const s{r.point(input.at("g1")), r.point(input.at("X1")), r.point(input.at("g2")),
                          r.point(input.at("X2"))};
    DleqCase const c{"", r.bytes(context.at("ctx")), s, r.dleq(input.at("proof")), ""};
    expect_verdict(expect, r.fault ? r.verdict_or("") : judge(c));
  });
}

TEST(Vectors, orz) {
  expect_vectors("orz", orzs(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    OrzCase const c{"",
                    r.str(context.at("tag")),
                    r.bytes(context.at("ctx")),
                    r.point(context.at("H")),
                    r.template list<Ciphertext>(input.at("D")),
                    r.orz(input.at("proof")),
                    ""};
    expect_verdict(expect, r.fault ? r.verdict_or("") : judge(c));
  });
}

TEST(Vectors, dealing) {
  expect_vectors("dealing", dealings(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    DealingCase c{"", r.key_context(context), r.number(input.at("i")), r.hash(input.at("commitment")), {},
                  ""};
    c.dealing = {r.template list<Point>(input.at("coefficients")),
                 r.hash(input.at("rho")),
                 r.pok(input.at("pok")),
                 {}};
    for (auto const& box : input.at("boxes").as_array())
      c.dealing.boxes.push_back(r.bytes(box));
    expect_verdict(expect, r.fault ? r.verdict_or("") : judge(c));
  });
}

TEST(Vectors, ballot) {
  expect_vectors("ballot", ballots(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    BallotCase c;
    c.veto = r.str(context.at("kind")) == "veto";
    c.H = r.point(context.at("H"));
    c.rctx = r.hash(context.at("rctx"));
    c.voter = r.str(context.at("voter"));
    c.identity = r.template decode<PublicKey>(context.at("identity"));
    c.seq = r.number(context.at("seq"));
    c.prev = r.hash(context.at("prev"));
    c.options = r.number(context.at("options"));
    c.ballot.cts = r.template list<Ciphertext>(input.at("ciphertexts"));
    for (auto const& bit : input.at("bits").as_array())
      c.ballot.bits.push_back(r.orz(bit));
    if (auto const* sum = input.as_object().if_contains("sum")) c.ballot.sum = r.orz(*sum);
    expect_verdict(expect, r.fault ? r.verdict_or("") : judge(c));
  });
}

TEST(Vectors, partial) {
  expect_vectors("partial", partials(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    PartialCase const c{"",
                        r.hash(context.at("target")),
                        r.number(context.at("i")),
                        r.point(context.at("X")),
                        r.template list<Ciphertext>(context.at("ciphertexts")),
                        {r.template list<Point>(input.at("shares")), r.dleq(input.at("proof"))},
                        ""};
    expect_verdict(expect, r.fault ? r.verdict_or("") : judge(c));
  });
}

TEST(Vectors, counts) {
  expect_vectors("counts", counts(), [](auto const& context, auto const& input, auto const& expect) {
    Reader r;
    std::vector<IndexedShares> shares;
    for (auto const& each : input.at("trustees").as_array()) {
      shares.push_back({r.number(each.at("index")), r.template list<Point>(each.at("shares"))});
    }
    auto const sums = r.template list<Ciphertext>(input.at("sums"));
    auto const opened =
        open_counts(sums, shares, r.number(context.at("electorate")), r.number(context.at("ballots")));
    expect_verdict(expect, r.verdict_or(verdict(opened)));
    if (opened) {
      ASSERT_EQ(opened->size(), expect.at("counts").as_array().size());
      for (std::size_t o = 0; o < opened->size(); ++o)
        EXPECT_EQ((*opened)[o], r.number(expect.at("counts").at(o)));
    }
  });
}

}  // namespace
}  // namespace conclave::crypto
