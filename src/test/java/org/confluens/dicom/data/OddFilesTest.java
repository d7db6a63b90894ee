package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.confluens.dicom.data.DatasetReadException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files against PS3.10 section 7.1: each is read with what is odd about it, or refused with a code. */
class OddFilesTest {
    private static final String EXPLICIT = UID.ExplicitVRLittleEndian;
    private static final byte[] DICM = {'D', 'I', 'C', 'M'};
    private static final Dataset IMAGE = Dataset.builder()
            .put(Tag.SOPClassUID, UID.MRImageStorage)
            .put(Tag.SOPInstanceUID, Uids.nameBased("odd file"))
            .put(Tag.PatientID, "TEST")
            .putInt(Tag.Rows, 258)
            .build();

    @TempDir
    private Path folder;

    /** A file and the codes of what is odd about it. */
    record Odd(String name, byte[] file, List<ReadProblem.Code> problems) {
        static Odd of(String name, byte[] file, ReadProblem.Code... problems) {
            return new Odd(name, file, List.of(problems));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A file and the code that refuses it. */
    record Wrong(String name, byte[] file, Code code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] start() {
        return join(new byte[128], DICM);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] data(String syntax) {
        return DatasetWriter.bytes(IMAGE, TransferSyntax.of(syntax));
    }

    /** Meta information with the length that it has, and a transfer syntax as these bytes spell it. */
    private static byte[] meta(String syntax) {
        byte[] rest = EncodedBytes.little()
                .explicit(Tag.FileMetaInformationVersion, "OB", new byte[] {0, 1})
                .explicit(Tag.TransferSyntaxUID, "UI", syntax)
                .bytes();
        return join(length(rest.length), rest);
    }

    private static byte[] length(int bytes) {
        return EncodedBytes.little()
                .explicit(
                        Tag.FileMetaInformationGroupLength, "UL", new byte[] {(byte) bytes, (byte) (bytes >>> 8), 0, 0})
                .bytes();
    }

    private static String even(String uid) {
        return uid + "\0".repeat(uid.length() % 2);
    }

    private static byte[] withLength(int change) {
        byte[] meta = meta(even(EXPLICIT));
        return join(
                start(), length(meta.length - 12 + change), Arrays.copyOfRange(meta, 12, meta.length), data(EXPLICIT));
    }

    private static byte[] withMeta(Dataset meta, TransferSyntax metaSyntax, String syntax) {
        return join(start(), DatasetWriter.bytes(meta, metaSyntax), data(syntax));
    }

    private static Dataset meta() {
        return Dataset.builder()
                .putInt(Tag.FileMetaInformationGroupLength, 0)
                .put(Tag.TransferSyntaxUID, EXPLICIT)
                .build();
    }

    private static byte[] zlib(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater())) {
            deflated.write(data);
        }
        return out.toByteArray();
    }

    static Stream<Odd> odd() throws IOException {
        byte[] body = join(meta(even(EXPLICIT)), data(EXPLICIT));
        byte[] tiff = Arrays.copyOf(text("II*\0\u0008\0\0\0"), 128);
        byte[] shuffled = EncodedBytes.little()
                .explicit(Tag.TransferSyntaxUID, "UI", even(EXPLICIT))
                .explicit(Tag.FileMetaInformationVersion, "OB", new byte[] {0, 1})
                .bytes();
        byte[] deflated = data(UID.DeflatedExplicitVRLittleEndian);
        String deflate = even(UID.DeflatedExplicitVRLittleEndian);
        return Stream.of(
                Odd.of("without a preamble", join(DICM, body), ReadProblem.Code.NO_PREAMBLE),
                Odd.of("without preamble and prefix", body, ReadProblem.Code.NO_PREAMBLE),
                Odd.of("a TIFF too", join(tiff, DICM, body)),
                Odd.of("a preamble of text", join(Arrays.copyOf(text("Dear reader,"), 128), DICM, body)),
                Odd.of("a length that is too small", withLength(-2), ReadProblem.Code.META_LENGTH),
                Odd.of("a length that is too large", withLength(100), ReadProblem.Code.META_LENGTH),
                Odd.of(
                        "a length of nothing",
                        join(start(), length(0), Arrays.copyOfRange(body, 12, body.length)),
                        ReadProblem.Code.META_LENGTH),
                Odd.of(
                        "no length",
                        join(start(), Arrays.copyOfRange(body, 12, body.length)),
                        ReadProblem.Code.META_LENGTH),
                Odd.of(
                        "implicit meta information",
                        withMeta(meta(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, EXPLICIT),
                        ReadProblem.Code.META_LENGTH),
                Odd.of(
                        "big endian meta information",
                        withMeta(meta(), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, EXPLICIT),
                        ReadProblem.Code.META_LENGTH),
                Odd.of(
                        "meta information out of order",
                        join(start(), length(shuffled.length), shuffled, data(EXPLICIT)),
                        ReadProblem.Code.OUT_OF_ORDER),
                Odd.of(
                        "the length last",
                        join(start(), shuffled, length(shuffled.length), data(EXPLICIT)),
                        ReadProblem.Code.OUT_OF_ORDER,
                        ReadProblem.Code.OUT_OF_ORDER),
                Odd.of(
                        "an unknown transfer syntax",
                        join(start(), meta("1.2.3.4\0"), data(EXPLICIT)),
                        ReadProblem.Code.UNKNOWN_TRANSFER_SYNTAX),
                Odd.of(
                        "an empty transfer syntax",
                        join(start(), meta(""), data(EXPLICIT)),
                        ReadProblem.Code.NO_META_INFORMATION),
                Odd.of("no meta information", join(start(), data(EXPLICIT)), ReadProblem.Code.NO_META_INFORMATION),
                Odd.of("a space after the UID", join(start(), meta(EXPLICIT + " "), data(EXPLICIT))),
                Odd.of("many nulls after the UID", join(start(), meta(EXPLICIT + "\0\0\0"), data(EXPLICIT))),
                Odd.of(
                        "a UID of odd length",
                        join(start(), meta(EXPLICIT), data(EXPLICIT)),
                        ReadProblem.Code.ODD_LENGTH),
                Odd.of(
                        "not deflated",
                        join(start(), meta(deflate), data(EXPLICIT)),
                        ReadProblem.Code.OTHER_TRANSFER_SYNTAX),
                Odd.of("deflated with a zlib header", join(start(), meta(deflate), zlib(data(EXPLICIT)))),
                Odd.of(
                        "bytes after what is deflated",
                        join(start(), meta(deflate), deflated, new byte[] {1, 2, 3, 4}),
                        ReadProblem.Code.TRAILING_BYTES));
    }

    private static Part10 read(byte[] file) throws IOException {
        return Part10.read(new ByteArrayInputStream(file), ReadOptions.keepEverything());
    }

    @ParameterizedTest
    @MethodSource("odd")
    void areReadAndWhatIsOddIsTold(Odd odd) throws IOException {
        Part10 file = read(odd.file());
        assertThat(file.dataset()).isEqualTo(IMAGE);
        assertThat(file.problems()).extracting(ReadProblem::code).containsExactlyElementsOf(odd.problems());
        assertWrittenBack(file);
    }

    private static void assertWrittenBack(Part10 file) throws IOException {
        Part10 again = read(file.bytes());
        assertThat(again.dataset()).isEqualTo(file.dataset());
        assertThat(again.transferSyntax()).isEqualTo(file.transferSyntax());
        assertThat(again.bytes()).isEqualTo(file.bytes());
        assertThat(again.problems()).extracting(ReadProblem::code).isSubsetOf(ReadProblem.Code.UNKNOWN_TRANSFER_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ImplicitVRLittleEndian, UID.ExplicitVRLittleEndian, UID.ExplicitVRBigEndian})
    void areReadInTheSyntaxThatTheyAreIn(String actual) throws IOException {
        for (String announced : List.of(
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.JPEGBaseline8Bit,
                UID.RLELossless)) {
            Part10 file = read(join(start(), meta(even(announced)), data(actual)));
            assertThat(file.dataset()).isEqualTo(IMAGE);
            boolean same = Level.Encoding.of(TransferSyntax.of(announced))
                    .equals(Level.Encoding.of(TransferSyntax.of(actual)));
            assertThat(file.problems())
                    .extracting(ReadProblem::code)
                    .isEqualTo(same ? List.of() : List.of(ReadProblem.Code.OTHER_TRANSFER_SYNTAX));
            assertWrittenBack(file);
        }
    }

    static Stream<Wrong> wrong() throws IOException {
        byte[] meta = meta(even(EXPLICIT));
        byte[] body = join(meta, data(EXPLICIT));
        return Stream.of(
                new Wrong("nothing", new byte[0], Code.NOT_DICOM),
                new Wrong("a byte less than preamble and prefix", new byte[131], Code.NOT_DICOM),
                new Wrong("the end of a cut preamble", join(new byte[100], DICM, body), Code.NOT_DICOM),
                new Wrong("text and the end of a preamble", join(text("Dear reader,"), DICM, body), Code.NOT_DICOM),
                new Wrong("preamble and prefix", start(), Code.NOT_DICOM),
                new Wrong("the prefix", DICM, Code.NOT_DICOM),
                new Wrong("the prefix twice", join(start(), DICM, body), Code.NOT_DICOM),
                new Wrong("meta information", join(start(), meta), Code.TRUNCATED),
                new Wrong(
                        "seven bytes of a data set",
                        join(start(), meta, Arrays.copyOf(data(EXPLICIT), 7)),
                        Code.TRUNCATED),
                new Wrong(
                        "a cut end of meta information",
                        join(start(), Arrays.copyOf(meta, meta.length - 5)),
                        Code.TRUNCATED),
                new Wrong(
                        "deflated data that is cut off",
                        join(
                                start(),
                                meta(even(UID.DeflatedExplicitVRLittleEndian)),
                                Arrays.copyOf(data(UID.DeflatedExplicitVRLittleEndian), 20)),
                        Code.TRUNCATED),
                new Wrong(
                        "no deflated data",
                        join(
                                start(),
                                meta(even(UID.DeflatedExplicitVRLittleEndian)),
                                text("neither deflated nor else")),
                        Code.NOT_INFLATABLE),
                new Wrong("text", text("Dear reader, this is no DICOM file. ".repeat(20)), Code.NOT_DICOM),
                new Wrong("a TIFF", Arrays.copyOf(text("II*\0\u0008\0\0\0\u0001\0"), 400), Code.NOT_DICOM),
                new Wrong("a PDF", text("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n".repeat(30)), Code.NOT_DICOM),
                new Wrong("a ZIP", Arrays.copyOf(text("PK\u0003\u0004\u0014\0\0\0\u0008\0"), 400), Code.NOT_DICOM));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void areRefusedWhereThereIsNothingToRead(Wrong wrong) {
        assertThatThrownBy(() -> read(wrong.file()))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(wrong.code()));
    }

    @Test
    void haveTheSameMetaInformationForWhomTheDataSetIsBytes() throws IOException {
        for (Odd odd : odd().toList()) {
            Path file = folder.resolve("odd.dcm");
            Files.write(file, odd.file());
            FileMeta meta = FileMeta.read(file);
            assertThat(meta.meta()).as(odd.name()).isEqualTo(read(odd.file()).meta());
        }
    }
}
