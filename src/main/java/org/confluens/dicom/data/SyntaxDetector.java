package org.confluens.dicom.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Level.Encoding;

/**
 * Sees from the first elements in which encoding a data set is. One element is not enough: a tag that nobody knows may
 * read as a known one in the other byte order.
 */
final class SyntaxDetector {
    /** Explicit ones first, because letters in the place of a VR are no accident. */
    private static final List<Encoding> ALL =
            List.of(Encoding.EXPLICIT_LITTLE, Encoding.IMPLICIT_LITTLE, Encoding.EXPLICIT_BIG, Encoding.IMPLICIT_BIG);

    private SyntaxDetector() {}

    /**
     * The encoding of the announced syntax, unless the bytes can't be in it; where they end too late to tell, two more of the
     * first elements that are known in another one tell.
     */
    static Encoding detect(Source source, TransferSyntax announced) throws IOException {
        Encoding expected = Encoding.of(announced);
        // Command sets are in one encoding only (PS3.7 section 6.3.1), and no data set begins with their group.
        if (!source.has(8) || Tags.group(source.tag(0, expected.bigEndian())) == 0) {
            return expected;
        }
        Beginning beginning = Beginning.of(source, expected);
        return beginning.isWhole()
                ? expected
                : heaviest(source, beginning.weight() + 1).orElse(expected);
    }

    /** The encoding in which bytes begin as a data set does, with a known element, although nothing announces one. */
    static Optional<Encoding> guess(Source source) throws IOException {
        return heaviest(source, Beginning.POSSIBLE);
    }

    /** The encoding that speaks most for a data set that must come now; none where the bytes can be in no encoding. */
    static Optional<Encoding> possible(Source source) throws IOException {
        return heaviest(source, Beginning.IMPOSSIBLE);
    }

    private static Optional<Encoding> heaviest(Source source, int than) throws IOException {
        Optional<Encoding> heaviest = Optional.empty();
        int most = than;
        for (Encoding encoding : ALL) {
            int weight = Beginning.of(source, encoding).weight();
            if (weight > most) {
                most = weight;
                heaviest = Optional.of(encoding);
            }
        }
        return heaviest;
    }
}
