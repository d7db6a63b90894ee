package org.confluens.report.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data folder remembers of how far each report was. */
class SealedHeadsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void inTheFolder() {
        file = folder.resolve("seal.heads");
    }

    @Test
    void tellsAnOlderStateAfterAStopAndAStart() {
        SealedHeads before = open(NOW);
        before.sealed(new StateSealed(51, 3));
        before.sealed(new StateSealed(51, 2));
        before.close();

        SealedHeads after = open(NOW);
        assertThat(after.check(51, 2)).isEqualTo(SealState.ROLLED_BACK);
        assertThat(after.check(51, 0)).isEqualTo(SealState.ROLLED_BACK);
        assertThat(after.check(51, 3)).isEqualTo(SealState.INTACT);
        assertThat(after.check(51, 4))
                .as("another node, or a crash before it was noted")
                .isEqualTo(SealState.INTACT);
        assertThat(after.check(50, 0)).isEqualTo(SealState.INTACT);
        assertThat(after.check(1L << 40, 0)).isEqualTo(SealState.INTACT);
    }

    @Test
    void leavesAMinuteToWhoeverHasReadTheRowBefore() throws IOException {
        SealedHeads heads = open(NOW);
        heads.reached(51, 1);
        heads.settle();
        assertThat(heads.check(51, 0)).isEqualTo(SealState.INTACT);
        heads.close();

        assertThat(heads.check(51, 0)).isEqualTo(SealState.ROLLED_BACK);
    }

    @Test
    void namesTheKnownReportsThatAreGone() {
        SealedHeads heads = open(NOW);
        LongStream.of(3, 51, 52, 2000).forEach(report -> heads.reached(report, 1));
        heads.close();

        assertThat(heads.missing(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(52L))).containsExactly(3L, 51L, 2000L);
        assertThat(heads.missing(3, 52, Set.of(52L))).containsExactly(51L);
    }

    @Test
    void forgetsOnlyWhatIsDamaged() throws IOException {
        HeadFile heads = HeadFile.open(file);
        heads.raise(Map.of(1L, 7, 2L, 8, 3L, 9));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            HeadFile read = HeadFile.open(file);
            assertThat(read.damaged()).as("byte %d", at).isEqualTo(1);
            for (int id = 1; id <= 3; id++) {
                assertThat(read.get(id)).as("byte %d", at).isEqualTo(at / 8 == id ? 0 : 6 + id);
            }
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        assertThat(HeadFile.open(file).damaged()).isEqualTo(1);
        assertThat(HeadFile.open(file).get(2)).isEqualTo(8);
    }

    @Test
    void isForItsOwnerOnlyAndNeverLower() throws IOException {
        HeadFile heads = HeadFile.open(file);
        heads.raise(Map.of(5000L, 7));
        heads.raise(Map.of(5000L, 6, 4L, 1));

        assertThat(HeadFile.open(file).get(5000)).isEqualTo(7);
        assertThat(HeadFile.open(file).get(4)).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private SealedHeads open(Instant now) {
        SealedHeads heads = new SealedHeads(file, Clock.fixed(now, ZoneOffset.UTC));
        heads.open();
        return heads;
    }
}
