package io.voxlynx.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditForTests;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AdmissionTest {

    private final People people = new People();
    private final String subject = People.newSubject();
    private final String email = People.newEmail();

    @Test
    void whoeverIsNewGetsAProfileAndTheRolesOfHisToken() {
        Caller caller = people.admitted(People.tokenWithEmail(subject, email, Role.OPERATOR, Role.VOICE));

        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VOICE);
        User profile = people.profile(subject);
        assertThat(profile.issuer()).isEqualTo(People.ISSUER);
        assertThat(profile.email()).isEqualTo(email);
        assertThat(profile.role()).isNull();
        assertThat(profile.claimedRoles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VOICE);
        assertThat(profile.access()).isEqualTo(Access.NEW);
        assertThat(profile.lastSeenAt()).isEqualTo(people.admission.clock.instant());
    }

    @RepeatedTest(5)
    void whoeverIsSeenForTheFirstTimeByManyAtOnceHasOneProfile() {
        List<Object> outcomes = People.together(
                16,
                n -> new People()
                        .admitted(
                                n % 2 == 0
                                        ? People.token(subject, Role.VOICE)
                                        : People.tokenWithEmail(subject, email, Role.VOICE)));

        assertThat(outcomes).hasSize(16).allMatch(new Caller(subject, Set.of(Role.VOICE))::equals);
        assertThat(rows("subject", subject)).isOne();
    }

    @Test
    void theTokensRolesAreFollowed() {
        people.admitted(People.token(subject, Role.VOICE));

        assertThat(people.admitted(People.token(subject, Role.OPERATOR)).roles())
                .containsExactly(Role.OPERATOR);
        assertThat(people.profile(subject).claimedRoles()).containsExactly(Role.OPERATOR);
        assertThat(people.admitted(People.token(subject)).roles()).isEmpty();
        assertThat(people.profile(subject).claimedRoles()).isEmpty();
    }

    @Test
    void anOlderTokenSaysNothingOfWhatIsClaimed() {
        Identity former = People.tokenWithEmail(subject, People.newEmail(), Role.ADMIN);
        Identity latter =
                People.issuedLater(Duration.ofSeconds(1), People.tokenWithEmail(subject, email, Role.OPERATOR));
        people.admitted(former);
        people.admitted(latter);
        String version = version();

        people.admitted(former);
        people.admitted(latter);
        people.admitted(former);
        assertThat(version()).isEqualTo(version);

        people.later(Duration.ofMinutes(2));
        people.admitted(former);
        User profile = people.profile(subject);
        assertThat(profile.lastSeenAt()).isEqualTo(people.admission.clock.instant());
        assertThat(profile.claimedRoles()).containsExactly(Role.OPERATOR);
        assertThat(profile.email()).isEqualTo(email);
        assertThat(profile.claimedAt()).isEqualTo(latter.issuedAt());
    }

    @Test
    void ofTwoTokensThatAreNotedAtOnceTheLaterOneCounts() {
        people.admitted(People.token(subject, Role.ADMIN));
        User before = people.profile(subject);
        people.admitted(People.issuedLater(Duration.ofSeconds(1), People.token(subject, Role.OPERATOR)));

        people.admission.profiles.refresh(before, People.token(subject, Role.ADMIN));

        assertThat(people.profile(subject).claimedRoles()).containsExactly(Role.OPERATOR);
    }

    @Test
    void theTokensAddressIsFollowedAndKeptWhereATokenHasNone() {
        people.admitted(People.token(subject, Role.VOICE));
        people.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        assertThat(people.profile(subject).email()).isEqualTo(email);

        people.later(Duration.ofMinutes(2));
        people.admitted(People.token(subject, Role.VOICE));
        assertThat(people.profile(subject).email()).isEqualTo(email);
    }

    @Test
    void anOrdinaryRequestWritesNothing() {
        people.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        String version = version();

        people.later(Duration.ofSeconds(59));
        people.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        assertThat(version()).isEqualTo(version);

        people.later(Duration.ofSeconds(2));
        people.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        assertThat(version()).isNotEqualTo(version);
        assertThat(people.profile(subject).lastSeenAt()).isEqualTo(people.admission.clock.instant());
    }

    @Test
    void anOrdinaryRequestIsOneStatement() {
        Statements statements = new Statements();
        People watched = new People(statements.watched(), "somebody-else");
        watched.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        statements.since();

        watched.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        assertThat(statements.since()).singleElement().asString().startsWith("select");

        watched.later(Duration.ofMinutes(2));
        watched.admitted(People.tokenWithEmail(subject, email, Role.VOICE));
        assertThat(statements.since())
                .filteredOn(statement -> statement.startsWith("update"))
                .hasSize(1);
    }

    @Test
    @Timeout(20)
    void whoeverLooksAfterHisRowKeepsNobodyWaiting() {
        people.admitted(People.token(subject, Role.VOICE));
        people.later(Duration.ofMinutes(2));

        People.DATABASE.useTransaction(handle -> {
            handle.execute("select 1 from users where subject = ? for update", subject);
            assertThat(People.together(1, n -> people.admitted(People.token(subject, Role.VOICE))))
                    .containsExactly(new Caller(subject, Set.of(Role.VOICE)));
        });
    }

    @Test
    void theSubjectOfAnotherIssuerIsNotAdmitted() {
        people.admitted(People.token(subject, Role.VOICE));

        Admission.Decision decision = people.admission.admit(new Identity(
                "https://other.example.com", subject, Optional.of(email), Set.of(Role.ADMIN), false, Instant.now()));

        assertThat(decision.refusal()).hasValue(Refusal.OF_ANOTHER_ISSUER);
        assertThat(decision.caller()).isEqualTo(new Caller("https://other.example.com|" + subject, Set.of()));
        User profile = people.profile(subject);
        assertThat(profile.issuer()).isEqualTo(People.ISSUER);
        assertThat(profile.claimedRoles()).containsExactly(Role.VOICE);
        assertThat(profile.email()).isNull();
    }

    @Test
    void whereThereIsAnAllowlistNewPeopleWait() {
        Identity token = People.onAllowlist(People.token(subject, Role.OPERATOR));

        Admission.Decision before = people.admission.admit(token);
        people.directory.allow(people.admin(), people.profile(subject).id());
        Admission.Decision after = people.admission.admit(token);

        assertThat(before.refusal()).hasValue(Refusal.NOT_ALLOWED_YET);
        assertThat(before.caller().roles()).isEmpty();
        assertThat(after.refusal()).isEmpty();
        assertThat(after.caller().roles()).containsExactly(Role.OPERATOR);
    }

    @Test
    void whoeverWasRevokedHasNoRoleWhateverHisTokenSays() {
        people.admitted(People.token(subject, Role.OPERATOR));

        people.directory.revoke(people.admin(), people.profile(subject).id());

        Admission.Decision decision = people.admission.admit(People.token(subject, Role.ADMIN, Role.OPERATOR));
        assertThat(decision.refusal()).hasValue(Refusal.REVOKED);
        assertThat(decision.caller().roles()).isEmpty();
    }

    @Test
    void whatAnAdminDecidedStandsBeforeWhatTheTokenSays() {
        Caller admin = people.admin();
        people.admitted(People.token(subject, Role.ADMIN));

        people.directory.setRole(admin, people.profile(subject).id(), Role.VOICE);
        assertThat(people.admitted(People.token(subject, Role.ADMIN)).roles()).containsExactly(Role.VOICE);

        people.directory.setRole(admin, people.profile(subject).id(), null);
        assertThat(people.admitted(People.token(subject, Role.ADMIN)).roles()).containsExactly(Role.ADMIN);
    }

    @Test
    void whoeverWasInvitedComesInAtOnceWithTheRoleThatWasMeantForHim() {
        User invited = people.directory.invite(people.admin(), new EmailAddress(email), Role.OPERATOR);

        Caller caller = people.admitted(People.onAllowlist(People.tokenWithEmail(subject, email, Role.VOICE)));

        assertThat(caller.roles()).containsExactly(Role.OPERATOR);
        User profile = people.profile(subject);
        assertThat(profile.id()).isEqualTo(invited.id());
        assertThat(profile.issuer()).isEqualTo(People.ISSUER);
        assertThat(profile.access()).isEqualTo(Access.ALLOWED);
        assertThat(AuditForTests.about(invited.id()))
                .extracting(AuditEntry::action)
                .containsExactly("user.joined", "user.invited");
    }

    @RepeatedTest(5)
    void anInvitationIsTakenByOneOfThoseWhoComeAtOnce() {
        people.directory.invite(people.admin(), new EmailAddress(email), null);

        List<Object> outcomes = People.together(
                8,
                n -> new People()
                        .admission.admit(
                                People.onAllowlist(People.tokenWithEmail(subject + " " + n, email, Role.OPERATOR))));

        assertThat(outcomes)
                .filteredOn(outcome -> ((Admission.Decision) outcome).refusal().isEmpty())
                .hasSize(1);
        assertThat(rows("email", email)).isEqualTo(8);
    }

    @RepeatedTest(5)
    void whoeverSignsInWhileHeIsInvitedIsNotForgotten() {
        Caller admin = people.admin();
        Identity token = People.onAllowlist(People.tokenWithEmail(subject, email, Role.OPERATOR));

        People.together(
                2,
                n -> n == 0
                        ? people.admission.admit(token)
                        : people.directory.invite(admin, new EmailAddress(email), null));

        // Either the invitation was there first, and is his now; or he was, and the admin has been told so.
        assertThat(rows("email", email)).isOne();
        assertThat(people.profile(subject).email()).isEqualTo(email);
    }

    @Test
    void anInvitationIsOfferedToSomebodyKnownWhoShowsItsAddressOnlyNow() {
        people.admission.admit(People.onAllowlist(People.token(subject, Role.VOICE)));
        User before = people.profile(subject);
        User invitation = people.directory.invite(people.admin(), new EmailAddress(email), Role.OPERATOR);

        Caller caller = people.admitted(People.onAllowlist(People.tokenWithEmail(subject, email, Role.VOICE)));

        assertThat(caller.roles()).containsExactly(Role.OPERATOR);
        assertThat(people.profile(subject).id()).isEqualTo(before.id());
        assertThat(rows("email", email)).isOne();
        assertThat(AuditForTests.about(before.id()))
                .containsExactly(new AuditEntry(
                        subject,
                        null,
                        "user.joined",
                        before.id().toString(),
                        Map.of(
                                "issuer",
                                People.ISSUER,
                                "invitation",
                                invitation.id().toString(),
                                "accessFrom",
                                "new",
                                "accessTo",
                                "allowed",
                                "roleTo",
                                Role.OPERATOR)));
    }

    @Test
    void whoeverShowsAnAddressBeforeItIsInvitedIsKnownByIt() {
        Identity token = People.onAllowlist(People.tokenWithEmail(subject, email, Role.VOICE));
        people.admission.admit(People.onAllowlist(People.token(subject, Role.VOICE)));
        User known = people.profile(subject);

        people.admission.profiles.takeInvitationLate(known, token);

        assertThatThrownBy(() -> people.directory.invite(people.admin(), new EmailAddress(email), null))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.details())
                                .containsEntry("id", known.id().toString()));
    }

    @Test
    void theAddressOfSomebodyUndecidedIsNotNotedInPassing() {
        people.admission.admit(People.onAllowlist(People.token(subject, Role.VOICE)));

        people.admission.profiles.refresh(people.profile(subject), People.tokenWithEmail(subject, email, Role.VOICE));

        assertThat(people.profile(subject).email()).isNull();
    }

    @RepeatedTest(3)
    void anInvitationFoundLateByManyRequestsAtOnceLetsThemAllIn() {
        people.admission.admit(People.onAllowlist(People.token(subject, Role.VOICE)));
        people.directory.invite(people.admin(), new EmailAddress(email), Role.OPERATOR);

        List<Object> outcomes = People.together(
                8, n -> people.admitted(People.onAllowlist(People.tokenWithEmail(subject, email, Role.VOICE))));

        assertThat(outcomes).containsOnly(new Caller(subject, Set.of(Role.OPERATOR)));
    }

    @Test
    void anInvitationLiftsNoRevocation() {
        people.admitted(People.token(subject, Role.VOICE));
        Caller admin = people.admin();
        people.directory.revoke(admin, people.profile(subject).id());
        people.directory.invite(admin, new EmailAddress(email), Role.ADMIN);

        assertThat(people.admission
                        .admit(People.tokenWithEmail(subject, email, Role.VOICE))
                        .refusal())
                .hasValue(Refusal.REVOKED);
    }

    @Test
    void anInvitationThatWasTakenBackLetsNobodyIn() {
        Caller admin = people.admin();
        User invited = people.directory.invite(admin, new EmailAddress(email), Role.OPERATOR);
        people.directory.revoke(admin, invited.id());

        Admission.Decision decision = people.admission.admit(People.tokenWithEmail(subject, email, Role.OPERATOR));

        assertThat(decision.refusal()).hasValue(Refusal.REVOKED);
    }

    @Test
    void theFirstAdminIsNamedByTheConfiguration() {
        String bySubject = People.newSubject();
        People configured = new People(" " + bySubject, email.toUpperCase());

        assertThat(configured
                        .admitted(People.onAllowlist(People.token(bySubject)))
                        .roles())
                .containsExactly(Role.ADMIN);
        assertThat(configured
                        .admitted(People.onAllowlist(People.tokenWithEmail(subject, email, Role.VOICE)))
                        .roles())
                .containsExactly(Role.ADMIN);
        assertThat(configured.admitted(People.token(People.newSubject())).roles())
                .isEmpty();

        User profile = configured.profile(subject);
        assertThat(profile.access()).isEqualTo(Access.ALLOWED);
        assertThat(profile.role()).isEqualTo(Role.ADMIN);
        assertThat(AuditForTests.about(profile.id()))
                .containsExactly(new AuditEntry(
                        subject, null, "user.first_admin", profile.id().toString(), Map.of()));
    }

    @Test
    void whoeverIsNamedLaterIsAnAdminFromHisNextRequestOn() {
        people.admitted(People.token(subject, Role.VOICE));

        assertThat(new People(subject)
                        .admitted(People.token(subject, Role.VOICE))
                        .roles())
                .containsExactly(Role.ADMIN);
    }

    @Test
    void whatAdminsDecideAboutAFirstAdminStands() {
        People configured = new People(subject);
        configured.admitted(People.token(subject));
        Caller other = configured.admin();

        configured.directory.setRole(other, configured.profile(subject).id(), Role.VOICE);
        assertThat(configured.admitted(People.token(subject)).roles()).containsExactly(Role.VOICE);

        configured.directory.revoke(other, configured.profile(subject).id());
        assertThat(configured.admitted(People.token(subject)).roles()).isEmpty();
    }

    @Test
    void aFirstAdminWhoWasRevokedDoesNotComeBackAsSomebodyNew() {
        People configured = new People(email);
        configured.admitted(People.tokenWithEmail(subject, email));
        configured.directory.revoke(
                configured.admin(), configured.profile(subject).id());
        String again = People.newSubject();

        Caller caller = configured.admitted(People.tokenWithEmail(again, email, Role.VOICE));

        assertThat(caller.roles()).containsExactly(Role.VOICE);
        assertThat(configured.profile(again).role()).isNull();
    }

    @Test
    void nobodyBecomesAFirstAdminByTheAddressOfOneWhoIs() {
        People configured = new People(email);
        String other = People.newSubject();
        configured.admitted(People.tokenWithEmail(other, People.newEmail(), Role.VOICE));
        configured.admitted(People.tokenWithEmail(subject, email));

        Caller caller = configured.admitted(People.tokenWithEmail(other, email, Role.VOICE));

        assertThat(caller.roles()).containsExactly(Role.VOICE);
        assertThat(configured.profile(other).access()).isEqualTo(Access.NEW);
    }

    @RepeatedTest(3)
    void ofManyWithTheAddressOfAFirstAdminWhoComeAtOnceOneIsAppointed() {
        List<Object> outcomes =
                People.together(6, n -> new People(email).admitted(People.tokenWithEmail(subject + " " + n, email)));

        assertThat(outcomes).filteredOn(outcome -> ((Caller) outcome).isAdmin()).hasSize(1);
    }

    @Test
    void aNameWithAnAtSignIsAnAddressAndAnyOtherASubject() {
        People configured = new People(email, "somebody");

        assertThat(configured.admitted(People.token(email)).roles()).isEmpty();
        assertThat(configured
                        .admitted(People.tokenWithEmail(subject, "somebody"))
                        .roles())
                .isEmpty();
    }

    @RepeatedTest(3)
    void aFirstAdminWhoComesManyTimesAtOnceIsAppointedOnce() {
        String known = People.newSubject();
        people.admitted(People.token(known));

        for (String name : List.of(subject, known)) {
            List<Object> outcomes = People.together(8, n -> new People(name).admitted(People.token(name)));

            assertThat(outcomes).containsOnly(new Caller(name, Set.of(Role.ADMIN)));
            assertThat(AuditForTests.about(people.profile(name).id())).hasSize(1);
        }
    }

    @Test
    void aRequestReadsOneRowByItsIndex() {
        String plan = People.DATABASE.inTransaction(handle -> {
            handle.execute("analyze users");
            handle.execute("set local enable_seqscan = off");
            return String.join(
                    "\n",
                    handle.createQuery("explain " + Profiles.BY_SUBJECT)
                            .bind("subject", subject)
                            .mapTo(String.class)
                            .list());
        });

        assertThat(plan).contains("Index Scan using users_subject_key");
    }

    /** Changes with every write of the row. */
    private String version() {
        return People.DATABASE.inTransaction(
                handle -> handle.createQuery("select xmin::text || ctid::text from users where subject = ?")
                        .bind(0, subject)
                        .mapTo(String.class)
                        .one());
    }

    private static long rows(String column, String value) {
        return People.DATABASE.inTransaction(
                handle -> handle.createQuery("select count(*) from users where " + column + " = ?")
                        .bind(0, value)
                        .mapTo(Long.class)
                        .one());
    }
}
