package org.confluens.dicom.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads data sets without Part 10 wrapping, as they come over an association (PS3.5 section 7).
 *
 * <p>The stream must end where the data set ends; it is read in large pieces and asked to {@link InputStream#skip skip}
 * what is not kept, so a stream that skips without copying saves time.
 */
public final class DatasetReader {
    private DatasetReader() {}

    /**
     * Reads a data set to the end of the stream.
     *
     * @throws DatasetReadException if the bytes are cut off, can't be read, or exceed the limits, or the memory is spent
     */
    public static ReadResult read(InputStream in, TransferSyntax syntax, ReadOptions options) throws IOException {
        Source source = new Source(in, options.limits().objectLength(), options.memory());
        return read(source, syntax, options, new Problems());
    }

    /** Reads a data set in memory; its values are parts of this very array, which must not change any more. */
    public static ReadResult read(byte[] bytes, TransferSyntax syntax, ReadOptions options) throws IOException {
        if (bytes.length > options.limits().objectLength()) {
            throw new DatasetReadException(
                    DatasetReadException.Code.OBJECT_TOO_LONG, 0, 0, "the object is longer than allowed");
        }
        return read(new Source(bytes, 0, bytes.length, 0), syntax, options, new Problems());
    }

    static ReadResult read(Source source, TransferSyntax announced, ReadOptions options, Problems problems)
            throws IOException {
        if (!announced.deflated()) {
            return readPlain(source, announced, options, problems);
        }
        if (isNotDeflated(source)) {
            problems.add(ReadProblem.Code.OTHER_TRANSFER_SYNTAX, 0, source.offset());
            return readPlain(source, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, options, problems);
        }
        try (Inflation inflation = Inflation.of(source)) {
            Source plain = new Source(inflation, options.limits().objectLength(), options.memory());
            ReadResult result = readPlain(plain, announced, options, problems);
            // A single byte may bring the length to an even number (PS3.5 section A.5).
            if (inflation.isFinished() && source.available() + inflation.unused() > 1) {
                problems.add(ReadProblem.Code.TRAILING_BYTES, 0, source.offset() - inflation.unused());
                return new ReadResult(result.dataset(), problems.list(), result.transferSyntax());
            }
            return result;
        }
    }

    private static boolean isNotDeflated(Source source) throws IOException {
        return SyntaxDetector.guess(source)
                .filter(Level.Encoding.EXPLICIT_LITTLE::equals)
                .isPresent();
    }

    private static ReadResult readPlain(Source source, TransferSyntax announced, ReadOptions options, Problems problems)
            throws IOException {
        Level.Encoding encoding = SyntaxDetector.detect(source, announced);
        boolean other = !encoding.equals(Level.Encoding.of(announced));
        if (other) {
            problems.add(ReadProblem.Code.OTHER_TRANSFER_SYNTAX, 0, source.offset());
        }
        DatasetParser parser = new DatasetParser(source, options, problems);
        Dataset dataset = parser.read(encoding);
        TransferSyntax meant = meant(announced, other ? encoding.syntax() : announced, parser.pixels());
        if (meant.isKnown()
                && parser.pixels()
                        == (meant.encapsulated() ? DatasetParser.Pixels.NATIVE : DatasetParser.Pixels.FRAGMENTS)) {
            problems.add(ReadProblem.Code.PIXEL_DATA_FORM, Tag.PixelData, source.offset());
        }
        return new ReadResult(dataset, problems.list(), meant);
    }

    /**
     * The syntax that the data set is to be kept in. Where only the headers are others than an encapsulated syntax has, it
     * is that one all the same: nothing else says how its fragments are compressed.
     */
    private static TransferSyntax meant(TransferSyntax announced, TransferSyntax actual, DatasetParser.Pixels pixels) {
        boolean fragments = pixels == DatasetParser.Pixels.FRAGMENTS;
        boolean none = announced.isKnown() && pixels == DatasetParser.Pixels.NONE;
        return announced.encapsulated() && (fragments || none) ? announced : actual;
    }
}
