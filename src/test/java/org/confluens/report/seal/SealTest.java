package org.confluens.report.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");
    private static final VersionFacts SECOND = new VersionFacts(
            7, 2, "VERIFIED", "1.2.3", Optional.of("1.2.2"), "{}", new byte[] {1, 2, 3}, "READER^RITA", "rita", NOW);
    private static final ReportFacts REPORT = new ReportFacts(
            7,
            "1.2",
            "P1",
            "TEST",
            "mr-venography",
            "VERIFIED",
            "OWN",
            2,
            2,
            OptionalInt.of(2),
            5,
            List.of("DOE^JANE", "F"));

    private final Seal seal = new Seal(new byte[32]);
    private final Optional<byte[]> before = Optional.of(new byte[] {9});
    private final Optional<byte[]> kept = Optional.of(seal.of(SECOND, before, false));

    @Test
    void tellsWhatIsAsItWasWritten() {
        assertThat(seal.check(SECOND, kept, false, before)).isEqualTo(SealState.INTACT);
        assertThat(seal.check(SECOND, Optional.of(seal.of(SECOND, before, true)), true, before))
                .isEqualTo(SealState.SEALED_AT_UPGRADE);
        assertThat(seal.check(REPORT, Optional.of(seal.of(REPORT)))).isEqualTo(SealState.INTACT);
    }

    @ParameterizedTest
    @MethodSource("otherVersions")
    void tellsAVersionOfWhichAnythingIsAnother(VersionFacts other) {
        assertThat(seal.check(other, kept, false, before)).isEqualTo(SealState.CHANGED);
    }

    static List<VersionFacts> otherVersions() {
        VersionFacts v = SECOND;
        return List.of(
                new VersionFacts(
                        8, 2, "VERIFIED", "1.2.3", v.predecessorUid(), "{}", v.document(), "READER^RITA", "rita", NOW),
                new VersionFacts(
                        7, 3, "VERIFIED", "1.2.3", v.predecessorUid(), "{}", v.document(), "READER^RITA", "rita", NOW),
                new VersionFacts(
                        7, 2, "COMPLETED", "1.2.3", v.predecessorUid(), "{}", v.document(), "READER^RITA", "rita", NOW),
                new VersionFacts(
                        7, 2, "VERIFIED", "1.2.4", v.predecessorUid(), "{}", v.document(), "READER^RITA", "rita", NOW),
                new VersionFacts(
                        7, 2, "VERIFIED", "1.2.3", Optional.empty(), "{}", v.document(), "READER^RITA", "rita", NOW),
                new VersionFacts(
                        7, 2, "VERIFIED", "1.2.3", v.predecessorUid(), "{ }", v.document(), "READER^RITA", "rita", NOW),
                new VersionFacts(
                        7,
                        2,
                        "VERIFIED",
                        "1.2.3",
                        v.predecessorUid(),
                        "{}",
                        new byte[] {1, 2, 4},
                        "READER^RITA",
                        "rita",
                        NOW),
                new VersionFacts(
                        7, 2, "VERIFIED", "1.2.3", v.predecessorUid(), "{}", v.document(), "ELSE^ELLA", "rita", NOW),
                new VersionFacts(
                        7, 2, "VERIFIED", "1.2.3", v.predecessorUid(), "{}", v.document(), "READER^RITAr", "ita", NOW),
                new VersionFacts(
                        7,
                        2,
                        "VERIFIED",
                        "1.2.3",
                        v.predecessorUid(),
                        "{}",
                        v.document(),
                        "READER^RITA",
                        "rita",
                        NOW.plusNanos(1000)));
    }

    @Test
    void tellsASealThatIsMissingOrOfAnotherKeyKindOrPredecessor() {
        assertThat(seal.check(SECOND, Optional.empty(), false, before)).isEqualTo(SealState.UNSEALED);
        assertThat(seal.check(SECOND, kept, true, before)).isEqualTo(SealState.CHANGED);
        assertThat(seal.check(SECOND, kept, false, Optional.of(new byte[] {8}))).isEqualTo(SealState.CHANGED);
        assertThat(seal.check(SECOND, kept, false, Optional.empty())).isEqualTo(SealState.CHANGED);
        assertThat(seal.check(SECOND, Optional.of(seal.of(SECOND, Optional.empty(), false)), false, Optional.empty()))
                .as("a chain that begins with its second version")
                .isEqualTo(SealState.CHANGED);
        assertThat(new Seal(new byte[] {1}).check(SECOND, kept, false, before)).isEqualTo(SealState.CHANGED);
    }

    @Test
    void takesTheSealOfAReleaseThatCoveredLessButNotAsTheNewest() {
        Optional<byte[]> older = Optional.of(seal.of(REPORT.withoutShown()));
        assertThat(seal.check(REPORT, older)).isEqualTo(SealState.INTACT);
        assertThat(seal.isNewest(REPORT, older)).isFalse();
        assertThat(seal.isNewest(REPORT, Optional.of(seal.of(REPORT)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("otherStates")
    void tellsAReportOfWhichAnythingIsAnother(ReportFacts other) {
        assertThat(seal.check(other, Optional.of(seal.of(REPORT)))).isEqualTo(SealState.CHANGED);
    }

    static Stream<ReportFacts> otherStates() {
        return Stream.<UnaryOperator<String[]>>of(
                        f -> set(f, 0, "8"),
                        f -> set(f, 1, "1.3"),
                        f -> set(f, 2, "P2"),
                        f -> set(f, 3, ""),
                        f -> set(f, 4, "ct-venography"),
                        f -> set(f, 5, "COMPLETED"),
                        f -> set(f, 6, "FOREIGN"),
                        f -> set(f, 7, "3"),
                        f -> set(f, 8, "1"),
                        f -> set(f, 9, "1"),
                        f -> set(f, 10, "4"),
                        f -> set(f, 11, "ROE^JANE"),
                        f -> set(f, 12, ""))
                .map(change -> facts(change.apply(new String[] {
                    "7", "1.2", "P1", "TEST", "mr-venography", "VERIFIED", "OWN", "2", "2", "2", "5", "DOE^JANE", "F"
                })));
    }

    private static String[] set(String[] fields, int index, String value) {
        fields[index] = value;
        return fields;
    }

    private static ReportFacts facts(String[] f) {
        return new ReportFacts(
                Long.parseLong(f[0]),
                f[1],
                f[2],
                f[3],
                f[4],
                f[5],
                f[6],
                Integer.parseInt(f[7]),
                Integer.parseInt(f[8]),
                OptionalInt.of(Integer.parseInt(f[9])),
                Integer.parseInt(f[10]),
                List.of(f[11], f[12]));
    }
}
