// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A whole jury at one table, in one process: a server, a Director, a secretariat and jurors with keys and
// clients of their own, under a clock that is set by hand and a seed. Acts go the server's way: receive,
// proofs alone, elapse, decide, append. For scenario tests and the random simulation.
#pragma once

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/participant/juror.hpp>
#include <conclave/participant/signing.hpp>
#include <conclave/record/record_file.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::table {

using deliberation::Proceedings;
using deliberation::RegisterLaw;
using deliberation::SessionActBody;
using deliberation::SessionLaw;
using deliberation::SessionState;
using participant::Outgoing;
using participant::SessionIntent;

inline constexpr Timestamp opening_time{1'772'355'600'000};  ///< 2026-03-01T09:00:00Z: the session opens
inline constexpr Duration seconds(std::int64_t n) {
  return {n * 1000};
}
inline constexpr Duration minutes(std::int64_t n) {
  return {n * 60'000};
}

/// Rules like those of the membership jury: quorum floor(m/2)+1 and at least 3; one failed call before a
/// ballot; majority of votes cast; calls and rounds of a minute at least; ceremony steps of 30 s; the chair
/// is replaced after ten minutes; one check of admissibility, "form-complete".
deliberation::Rules table_rules();

/// A case of the docket. The id is given, the rest has defaults.
struct CaseSetup {
  std::string id;
  std::string title = "Bouaké";
  bool waived = false;  ///< the check has failed, and the secretariat waived it with a reason (R-B2)
};

struct Setup {
  std::vector<std::string> jurors = {"amina", "bo", "chen", "dana", "eli"};
  std::vector<CaseSetup> cases = {{"case-1"}, {"case-2"}, {"case-3"}};
  deliberation::Rules rules = table_rules();
  std::uint64_t seed = 1;
  /// Jurors whose mandate ends at another time than long after the session: opening_time + this.
  std::map<std::string, Duration> mandate_ends;
  std::string director = "dora";
  std::string secretariat = "sam";
  std::string second_secretariat = "sofia";
  std::string session = "session-1";
};

class Table {
public:
  using Session = Proceedings<SessionLaw>;
  using Register = Proceedings<RegisterLaw>;

  /// Founds the register, appoints, enrols and signs the roster, imports and checks the docket, and opens the
  /// session. Nobody has joined yet: run_duties() does that.
  explicit Table(Setup setup);
  Table(Table const&) = delete;
  Table& operator=(Table const&) = delete;
  ~Table();

  Setup const& setup() const noexcept { return setup_; }
  Session const& session() const noexcept { return *session_; }
  SessionState const& state() const noexcept { return session_->state(); }
  Register const& jury_register() const noexcept { return *register_; }
  std::vector<record::Entry> const& entries() const noexcept { return entries_; }
  std::vector<record::Entry> const& register_entries() const noexcept { return register_entries_; }
  crypto::IdentityKey const& server_key() const noexcept { return server_key_; }
  crypto::Randomness& randomness() noexcept { return *randomness_; }

  // --- time ---

  Timestamp now() const noexcept { return now_; }
  /// Time passes while the server runs; what follows from it is appended.
  void wait(Duration duration);
  /// The server is down for so long, and says so when it is back; then what follows from time is appended.
  void server_down(Duration duration);

  // --- people ---

  crypto::IdentityKey const& key(PersonId const& person) const;
  participant::Juror& juror(PersonId const& person);
  std::vector<PersonId> const& jurors() const noexcept { return juror_ids_; }
  /// Away: run_duties() and run_ballots() do nothing for this juror.
  void set_present(PersonId const& person, bool present);
  bool present(PersonId const& person) const { return !away_.contains(person); }
  /// The juror comes with another device: a new client that holds nothing and joins with a new session key.
  void new_device(PersonId const& person);
  /// A new identity key for the person, known to the table at once and to the session once the Director has
  /// changed the roster.
  void new_identity_key(PersonId const& person);

  // --- acts ---

  /// Signs an act of this person against the head of the log.
  Outgoing sign(PersonId const& person, SessionIntent intent) const;
  /// Hands in what was signed, as any client may. The position of the act's entry, or the refusal; a refused
  /// act changes nothing.
  Result<std::uint64_t> hand_in(Outgoing outgoing);
  /// Signs and hands in.
  Result<std::uint64_t> act(PersonId const& person, SessionIntent intent);
  Result<std::uint64_t> act(PersonId const& person, SessionActBody body,
                            std::optional<crypto::Hash> answers = {}) {
    return act(person, SessionIntent{std::move(body), answers, {}});
  }
  /// A commitment to a text, and its opening put into `openings`.
  record::Commitment confide(std::string_view text, std::vector<record::Opening>& openings);

  /// Lets all present jurors do what their clients do by themselves until nobody has anything left. The
  /// number of acts. A refusal to an honest client ends the program: that is our own mistake.
  std::size_t run_duties();
  /// The same for ballots that were chosen (Juror::choose) and are not cast yet: prepares and casts.
  std::size_t run_ballots();
  /// One duty of one juror, if there is one: its position.
  std::optional<Result<std::uint64_t>> one_duty(PersonId const& person);

  // --- usual acts, by whoever is entitled; each is refused as the law refuses it ---

  /// Whoever presides over the case now; the secretariat member who opened the session if nobody does.
  PersonId presiding(CaseId const& id) const;
  Result<std::uint64_t> declare(PersonId const& person, CaseId const& id, std::string_view conflict = {});
  Result<std::uint64_t> recuse(PersonId const& person, CaseId const& id, std::string_view reason);
  Result<std::uint64_t> request_recusal(PersonId const& person, CaseId const& id, std::string_view reason);
  Result<std::uint64_t> answer_recusal_request(PersonId const& person, CaseId const& id, bool accepted);
  Result<std::uint64_t> withdraw_recusal_request(PersonId const& person, CaseId const& id);
  /// The presiding person's acts; `by` lets somebody else try.
  Result<std::uint64_t> open_case(CaseId const& id, std::optional<PersonId> by = {});
  Result<std::uint64_t> call_roll(CaseId const& id, std::optional<PersonId> by = {});
  Result<std::uint64_t> call_consensus(CaseId const& id, std::optional<PersonId> candidate = {},
                                       Duration time = minutes(5), std::optional<PersonId> by = {});
  Result<std::uint64_t> answer(PersonId const& person, CaseId const& id, deliberation::Position position,
                               std::string_view reason = {});
  /// A ceremony with these trustees, or with everybody who may be one: entitled, on the roll, joined.
  Result<std::uint64_t> open_ceremony(CaseId const& id, std::optional<std::vector<PersonId>> trustees = {},
                                      std::optional<PersonId> by = {});
  /// The round that follows from the log (deliberation::next_round).
  Result<std::uint64_t> open_round(CaseId const& id, Duration time = minutes(5),
                                   std::optional<PersonId> by = {});
  Result<std::uint64_t> close_round(CaseId const& id, std::optional<PersonId> by = {});
  Result<std::uint64_t> change_roster(std::vector<deliberation::SignedExcerpt> excerpts);

  /// Elects by consensus with everybody's agreement. Precondition: the person may be elected.
  void elect(deliberation::Office office, PersonId const& person);
  /// Everybody who has not declared on the case declares to have no conflict.
  void all_declare(CaseId const& id);
  /// Calls the roll, everybody present answers, and makes a key if there is none for this electorate.
  void prepare_ballot(CaseId const& id);
  /// The round of the case that is open, counted or was last.
  deliberation::Round const& round(CaseId const& id) const;

  // --- the register, while the session sits ---

  /// An act in the register by this person, whose key is known to the table. The excerpts that it adds to
  /// the roster, for change_roster().
  Result<std::vector<deliberation::SignedExcerpt>> in_register(PersonId const& person,
                                                               deliberation::RegisterActBody body,
                                                               std::vector<record::Opening> openings = {});
  /// Enrols the person's key of now (new_identity_key) and lets the Director sign what waits.
  std::vector<deliberation::SignedExcerpt> re_enrol(PersonId const& person);
  /// The Director ends the appointment.
  std::vector<deliberation::SignedExcerpt> end_appointment(PersonId const& person);
  /// The Director appoints one more juror, who enrols; the Director signs. The table seats a client for them.
  std::vector<deliberation::SignedExcerpt> appoint_late(PersonId const& person);

  // --- the record ---

  record::RecordFile record() const;
  /// Replays all entries into fresh proceedings, as a verifier does: the first refusal, if there is one.
  Result<void> replays() const;

private:
  struct Seat;

  Seat& seat(PersonId const& person);
  void add_person(PersonId const& person);
  void register_act(PersonId const& person, deliberation::RegisterActBody body,
                    std::vector<record::Opening> openings = {});
  void found();
  void append(std::vector<record::Entry> const& entries);
  void elapse();

  Setup setup_;
  std::unique_ptr<crypto::SeededRandomness> randomness_;
  crypto::IdentityKey server_key_;
  std::map<PersonId, std::unique_ptr<Seat>> seats_;
  std::vector<PersonId> juror_ids_;
  std::set<PersonId> away_;
  Timestamp now_;
  std::unique_ptr<Register> register_;
  std::unique_ptr<Session> session_;
  std::vector<record::Entry> register_entries_;
  std::vector<record::Entry> entries_;
  std::uint32_t keys_opened_ = 0;
};

}  // namespace conclave::table
