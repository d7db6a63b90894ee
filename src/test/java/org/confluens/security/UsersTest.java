package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final PasswordHash SECRET = PasswordHash.of("secret".toCharArray());

    @TempDir
    private Path folder;

    @Test
    void letsEverybodyInWhileNoUsersAreConfigured() {
        Users users = new Users(Settings.of(Map.of()), Clock.systemUTC());
        users.load();

        assertThat(users.trial()).isTrue();
    }

    @Test
    void letsInWhoKnowsThePasswordAndNobodyElse() throws IOException {
        Users users = users("# the department\nrita:reader:" + SECRET + "\n");

        assertThat(users.trial()).isFalse();
        assertThat(users.login("rita", "secret".toCharArray()))
                .hasValueSatisfying(user -> assertThat(user.roles()).containsExactlyInAnyOrder("reader", "viewer"));
        assertThat(users.login("rita", "wrong".toCharArray())).isEmpty();
        assertThat(users.login("nobody", "nobody".toCharArray())).isEmpty();
    }

    @Test
    void letsANameRestAfterTooManyWrongPasswords() throws IOException {
        Users users = users("sam:signer:" + SECRET);

        for (int i = 0; i < 8; i++) {
            assertThat(users.login("sam", "guess".toCharArray())).isEmpty();
        }

        assertThat(users.login("sam", "secret".toCharArray())).isEmpty();
    }

    @Test
    void letsANameInAgainAfterAMinuteAndWhenTheClockWasSetBack() throws IOException {
        for (Duration change : List.of(Duration.ofSeconds(61), Duration.ofHours(-1))) {
            AtomicReference<Instant> now = new AtomicReference<>(NOW);
            InstantSource clock = now::get;
            LoginAttempts attempts = new LoginAttempts(clock.withZone(ZoneOffset.UTC));
            for (int i = 0; i < 8; i++) {
                attempts.failed("sam");
            }
            assertThat(attempts.tooMany("sam")).isTrue();

            now.set(NOW.plus(change));

            assertThat(attempts.tooMany("sam")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nobody",
                "rita",
                "rita:reader",
                "rita:king:pbkdf2$1$a$b",
                "rita:reader:secret",
                ":reader:x"
            })
    void refusesAFileThatIsWrongAndNamesIt(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), text);

        assertThatThrownBy(() -> UserFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("users");
    }

    @Test
    void knowsWhomAnAccountSignsAsAndThatOneWithoutANameSignsAsNobody() throws IOException {
        Users users = users("old:signer:" + SECRET
                + "\nrita:signer:" + SECRET + ":READER^RITA:TEST HOSPITAL"
                + "\nsam:signer:" + SECRET
                + ":SENIOR^SAM=\u5C71\u7530^\u592A\u90CE:Ward 3\\: Radiology:4711:99TEST:Senior, Sam");

        assertThat(users.user("old").orElseThrow().signatory()).isEmpty();
        assertThat(users.user("rita").orElseThrow().signatory())
                .contains(new Signatory(PersonName.of("READER", "RITA"), "TEST HOSPITAL", Optional.empty()));
        Signatory sam = users.user("sam").orElseThrow().signatory().orElseThrow();
        assertThat(sam.organization()).isEqualTo("Ward 3: Radiology");
        assertThat(sam.name().ideographic()).isEqualTo("\u5C71\u7530^\u592A\u90CE");
        assertThat(sam.identification()).contains(new Code("4711", "99TEST", "Senior, Sam"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":READER^RITA",
                ":READER^RITA:",
                "::TEST HOSPITAL",
                ":^^:TEST HOSPITAL",
                ":READER\\RITA:TEST HOSPITAL",
                ":A^B^C^D^E^F:TEST HOSPITAL",
                ":READER^RITA:trial, no login",
                ":READER^RITA:TEST\\HOSPITAL",
                ":READER^RITA:TEST HOSPITAL:4711",
                ":READER^RITA:TEST HOSPITAL:4711:99TEST:",
                ":READER^RITA:TEST HOSPITAL:12345678901234567:99TEST:Rita",
                ":READER^RITA:TEST HOSPITAL:4711:99TEST:Rita:more"
            })
    void refusesANameToSignWithThatNoDocumentCanHold(String fields) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "rita:signer:" + SECRET + fields);

        assertThatThrownBy(() -> UserFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining(SECRET.toString());
    }

    @Test
    void makesALineThatTheServiceReads() throws IOException {
        String line = PasswordHash.line(SECRET, "rita", "signer", "READER^RITA", "House: B", "1", "99TEST", "Rita");

        Users users = users(line + "\n" + PasswordHash.line(SECRET, "vera", "viewer"));

        assertThat(users.user("rita").orElseThrow().signatory())
                .hasValueSatisfying(
                        signatory -> assertThat(signatory.organization()).isEqualTo("House: B"));
        assertThat(users.user("vera").orElseThrow().signatory()).isEmpty();
        assertThatThrownBy(() -> PasswordHash.line(SECRET, "rita", "signer", "READER^RITA"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void keepsASessionUntilItsEndOrUntilThePasswordChanges() {
        User user = new User("rita", Set.of("reader"), SECRET, Optional.empty());
        SessionToken tokens = new SessionToken(new byte[] {1, 2, 3});
        String token = tokens.issue(user, NOW.plusSeconds(60));

        assertThat(SessionToken.claimedName(token)).contains("rita");
        assertThat(tokens.isGood(token, user, NOW)).isTrue();
        assertThat(tokens.isGood(token, user, NOW.plus(Duration.ofMinutes(2)))).isFalse();
        assertThat(tokens.isGood(
                        token,
                        new User("rita", Set.of("reader"), PasswordHash.of("new".toCharArray()), Optional.empty()),
                        NOW))
                .isFalse();
        assertThat(new SessionToken(new byte[] {9}).isGood(token, user, NOW)).isFalse();
        assertThat(tokens.isGood(token.replace(".1", ".9"), user, NOW)).isFalse();
        assertThat(tokens.isGood("rubbish", user, NOW)).isFalse();
    }

    private Users users(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), text);
        Users users = new Users(
                Settings.of(Map.of("confluens.security.users", file.toString())), Clock.fixed(NOW, ZoneOffset.UTC));
        users.load();
        return users;
    }
}
