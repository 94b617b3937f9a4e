package io.voxlynx.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditForTests;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDirectoryTest {

    private final People people = new People();
    private final UserDirectory directory = people.directory;
    private final Caller admin = people.admin();
    private final String subject = People.newSubject();
    private final EmailAddress email = new EmailAddress(People.newEmail());

    @Test
    void whatIsDecidedTwiceHappensOnceAndIsRememberedOnce() {
        UUID id = somebody();

        IntStream.range(0, 2).forEach(n -> directory.allow(admin, id));
        IntStream.range(0, 2).forEach(n -> directory.setRole(admin, id, Role.OPERATOR));
        IntStream.range(0, 2).forEach(n -> directory.revoke(admin, id));
        IntStream.range(0, 2).forEach(n -> directory.setRole(admin, id, null));
        IntStream.range(0, 2).forEach(n -> directory.allow(admin, id));

        assertThat(AuditForTests.about(id))
                .containsExactly(
                        entry(id, "user.allowed", Map.of("from", "revoked", "to", "allowed")),
                        entry(id, "user.role_changed", Map.of("from", Role.OPERATOR)),
                        entry(id, "user.revoked", Map.of("from", "allowed", "to", "revoked")),
                        entry(id, "user.role_changed", Map.of("to", Role.OPERATOR)),
                        entry(id, "user.allowed", Map.of("from", "new", "to", "allowed")));
    }

    @Test
    void throughWhichKeyAnAdminCameIsRemembered() {
        UUID id = somebody();
        UUID key = UUID.randomUUID();

        directory.allow(new Caller(admin.subject(), admin.roles(), key), id);

        assertThat(AuditForTests.about(id)).extracting(AuditEntry::apiKey).containsExactly(key);
    }

    @Test
    void aKeyMakesNobodyAnAdmin() {
        UUID id = somebody();
        Caller key = new Caller(admin.subject(), admin.roles(), UUID.randomUUID());
        people.admitted(People.token("claims-" + subject, Role.ADMIN));
        UUID claiming = people.profile("claims-" + subject).id();
        directory.setRole(admin, claiming, Role.VOICE);

        assertThatThrownBy(() -> directory.setRole(key, id, Role.ADMIN)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> directory.setRole(key, claiming, null)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> directory.invite(key, email, Role.ADMIN)).isInstanceOf(Forbidden.class);

        assertThat(directory.get(id).role()).isNull();
        assertThat(directory.get(claiming).role()).isEqualTo(Role.VOICE);
        assertThat(list(null, null, email.value()).total()).isZero();
        assertThat(AuditForTests.about(id)).isEmpty();
    }

    @Test
    void aKeyDecidesNothingAboutAdmins() {
        Caller key = new Caller(admin.subject(), admin.roles(), UUID.randomUUID());
        UUID byToken = people.profile(people.admin().subject()).id();
        UUID byDecision = somebody();
        directory.setRole(admin, byDecision, Role.ADMIN);

        for (UUID other : List.of(byToken, byDecision)) {
            assertThatThrownBy(() -> directory.revoke(key, other)).isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> directory.allow(key, other)).isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> directory.setRole(key, other, Role.VOICE)).isInstanceOf(Forbidden.class);
            assertThat(directory.get(other).access()).isEqualTo(Access.NEW);
        }
        assertThat(directory.get(byDecision).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void aKeyDecidesAboutOthers() {
        UUID id = somebody();
        Caller key = new Caller(admin.subject(), admin.roles(), UUID.randomUUID());

        assertThat(directory.allow(key, id).access()).isEqualTo(Access.ALLOWED);
        assertThat(directory.setRole(key, id, Role.OPERATOR).role()).isEqualTo(Role.OPERATOR);
        assertThat(directory.revoke(key, id).access()).isEqualTo(Access.REVOKED);
        assertThat(directory.invite(key, email, Role.VOICE).role()).isEqualTo(Role.VOICE);
    }

    @Test
    void nobodyRevokesOrDemotesHimself() {
        UUID own = people.profile(admin.subject()).id();

        assertThatThrownBy(() -> directory.revoke(admin, own)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> directory.setRole(admin, own, Role.OPERATOR)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> directory.setRole(admin, own, null)).isInstanceOf(Conflict.class);

        assertThat(AuditForTests.about(own)).isEmpty();
        assertThat(people.admitted(People.token(admin.subject(), Role.ADMIN)).isAdmin())
                .isTrue();
        assertThat(directory.setRole(admin, own, Role.ADMIN).role()).isEqualTo(Role.ADMIN);
    }

    @RepeatedTest(10)
    void ofTwoAdminsWhoRevokeEachOtherAtOnceOneRemains() {
        Caller other = people.admin();
        UUID own = people.profile(admin.subject()).id();
        UUID others = people.profile(other.subject()).id();

        List<Object> outcomes = People.togetherBehind(
                "select 1 from users where id in ('%s', '%s') for update".formatted(own, others),
                2,
                n -> n == 0 ? directory.revoke(admin, others) : directory.revoke(other, own));

        assertThat(outcomes).hasAtLeastOneElementOfType(User.class).hasAtLeastOneElementOfType(Forbidden.class);
        assertThat(List.of(directory.get(own).access(), directory.get(others).access()))
                .containsExactlyInAnyOrder(Access.NEW, Access.REVOKED);
    }

    @RepeatedTest(10)
    void ofManyAdminsWhoDemoteEachOtherInARingAtOnceOneRemains() {
        List<Caller> admins =
                IntStream.range(0, 6).mapToObj(n -> people.admin()).toList();

        List<Object> outcomes = People.together(
                6,
                n -> directory.setRole(
                        admins.get(n),
                        people.profile(admins.get((n + 1) % 6).subject()).id(),
                        Role.VOICE));

        assertThat(outcomes).allMatch(outcome -> outcome instanceof User || outcome instanceof Forbidden);
        assertThat(admins).anyMatch(one -> people.profile(one.subject()).role() == null);
    }

    @Test
    void whoeverIsNoAdminAnyMoreDecidesNothing() {
        UUID id = somebody();
        directory.revoke(people.admin(), people.profile(admin.subject()).id());

        assertThatThrownBy(() -> directory.allow(admin, id)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> directory.setRole(admin, id, Role.ADMIN)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> directory.invite(admin, email, null)).isInstanceOf(Forbidden.class);
        assertThat(directory.get(id).access()).isEqualTo(Access.NEW);
        assertThat(AuditForTests.about(id)).isEmpty();
    }

    @Test
    void nobodyIsInvitedTwiceOrWhenHeIsHere() {
        User invited = directory.invite(admin, email, Role.OPERATOR);
        assertThatThrownBy(() -> directory.invite(admin, email, Role.ADMIN))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.details())
                                .containsEntry("id", invited.id().toString())
                                .containsEntry("access", "ALLOWED"));

        String other = People.newEmail();
        people.admitted(People.tokenWithEmail(subject, other));
        assertThatThrownBy(() -> directory.invite(admin, new EmailAddress(other), null))
                .isInstanceOf(Conflict.class);

        assertThat(AuditForTests.about(invited.id()))
                .containsExactly(
                        entry(invited.id(), "user.invited", Map.of("email", email.value(), "role", Role.OPERATOR)));
    }

    @RepeatedTest(3)
    void ofManyInvitationsOfOneAddressAtOnceOneIsMade() {
        List<Object> outcomes = People.together(6, n -> directory.invite(people.admin(), email, null));

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Conflict).hasSize(5);
        assertThat(list(null, null, email.value()).total()).isOne();
    }

    @Test
    void aChangeThatIsNotCommittedIsNotRemembered() {
        UUID id = somebody();

        assertThatThrownBy(() -> People.DATABASE.useTransaction(handle -> {
                    directory.allow(admin, id);
                    throw new IllegalStateException("something else went wrong");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(directory.get(id).access()).isEqualTo(Access.NEW);
        assertThat(AuditForTests.about(id)).isEmpty();
    }

    @Test
    void listsByAccessRoleAndPartOfNameOrAddress() {
        String mark = UUID.randomUUID().toString();
        people.admitted(People.token("one-" + mark, Role.OPERATOR));
        people.admitted(People.token("two-" + mark, Role.VOICE));
        people.admitted(People.tokenWithEmail("three", "Three-".toLowerCase() + mark + "@example.com", Role.VOICE));
        directory.setRole(admin, people.profile("two-" + mark).id(), Role.OPERATOR);
        directory.revoke(admin, people.profile("one-" + mark).id());
        directory.invite(admin, new EmailAddress(mark + "@example.org"), Role.VOICE);

        assertThat(names(list(null, null, mark.toUpperCase())))
                .containsExactly(null, "three", "two-" + mark, "one-" + mark);
        assertThat(names(list(Access.REVOKED, null, mark))).containsExactly("one-" + mark);
        assertThat(names(list(Access.ALLOWED, null, mark))).containsExactly((String) null);
        assertThat(names(list(null, Role.OPERATOR, mark))).containsExactly("two-" + mark, "one-" + mark);
        assertThat(names(list(Access.NEW, Role.VOICE, mark))).containsExactly("three");
        assertThat(list(null, null, mark + "%").total()).isZero();

        Page<User> second = directory.list(new UserFilter(null, null, mark), Page.Request.of(2, 3, 100));
        assertThat(names(second)).containsExactly("one-" + mark);
        assertThat(second.total()).isEqualTo(4);
    }

    @Test
    void refusesRolesThatThereAreNot() {
        UUID id = somebody();

        assertThatThrownBy(() -> directory.setRole(admin, id, "scheduler")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> directory.invite(admin, email, "root")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> list(null, "root", null)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void nobodyIsNotFound() {
        UUID nobody = UUID.randomUUID();

        assertThatThrownBy(() -> directory.get(nobody)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> directory.allow(admin, nobody)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> directory.revoke(admin, nobody)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> directory.setRole(admin, nobody, null)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x@", "@x", "a b@c", "a@b@c", "a@b\tc", "a@b\u0000"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void comparesAddressesInLowerCase() {
        assertThat(EmailAddress.of(" Ann.Doe@Example.COM ").value()).isEqualTo("ann.doe@example.com");
        String kelvin = "\u212Aim@example.com";
        assertThat(EmailAddress.of(kelvin).value()).isEqualTo(kelvin);
    }

    private UUID somebody() {
        people.admitted(People.token(subject, Role.VOICE));
        return people.profile(subject).id();
    }

    private AuditEntry entry(UUID user, String action, Map<String, String> details) {
        return new AuditEntry(admin.subject(), null, action, user.toString(), details);
    }

    private Page<User> list(Access access, String role, String search) {
        return directory.list(new UserFilter(access, role, search), Page.Request.of(1, 100, 100));
    }

    private static List<String> names(Page<User> page) {
        return page.items().stream().map(User::subject).toList();
    }
}
