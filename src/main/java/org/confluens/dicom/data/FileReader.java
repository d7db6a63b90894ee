package org.confluens.dicom.data;

import java.io.IOException;
import java.util.Optional;
import org.confluens.dicom.data.DatasetReadException.Code;

/** Reads the parts of a DICOM file: preamble, File Meta Information, data set (PS3.10 section 7.1). */
final class FileReader {
    private static final int PREAMBLE = 128;
    private static final int META_GROUP = 2;
    private static final int DICM = 0x4449434D;

    private final Source source;
    private final ReadOptions options;
    private final Problems problems = new Problems();

    private FileReader(Source source, ReadOptions options) {
        this.source = source;
        this.options = options;
    }

    static Part10 read(Source source, ReadOptions options) throws IOException {
        return new FileReader(source, options).read();
    }

    /** Reads no more than the File Meta Information. */
    static FileMeta readMeta(Source source, ReadLimits limits) throws IOException {
        FileReader reader = new FileReader(source, ReadOptions.keepEverything().with(limits));
        reader.preamble();
        Dataset meta = reader.meta();
        return new FileMeta(meta, source.offset());
    }

    private Part10 read() throws IOException {
        preamble();
        Dataset meta = meta();
        if (!source.has(8)) {
            Code code = meta.isEmpty() ? Code.NOT_DICOM : Code.TRUNCATED;
            throw new DatasetReadException(code, 0, source.offset(), "there is no data set");
        }
        ReadResult result = DatasetReader.read(source, announced(meta), options, problems);
        Dataset dataset = result.dataset();
        Dataset misplaced = dataset.filter(tag -> Tags.group(tag) == META_GROUP);
        if (misplaced.isEmpty()) {
            return new Part10(meta, result.transferSyntax(), dataset, result.problems());
        }
        // Written before the data set's own elements they would be taken for the file's.
        misplaced.forEach(element -> problems.add(ReadProblem.Code.META_IN_DATA_SET, element.tag(), source.offset()));
        return new Part10(
                misplaced.toBuilder().putAll(meta).build(),
                result.transferSyntax(),
                dataset.filter(tag -> Tags.group(tag) != META_GROUP),
                problems.list());
    }

    private TransferSyntax announced(Dataset meta) throws IOException {
        if (!meta.hasValue(Tag.TransferSyntaxUID)) {
            problems.add(ReadProblem.Code.NO_META_INFORMATION, 0, source.offset());
            Optional<Level.Encoding> encoding = SyntaxDetector.possible(source);
            if (encoding.isEmpty() && meta.isEmpty()) {
                throw new DatasetReadException(
                        Code.NOT_DICOM, 0, source.offset(), "neither meta information nor a data set after the prefix");
            }
            return encoding.map(Level.Encoding::syntax).orElse(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        }
        TransferSyntax syntax = TransferSyntax.of(meta.string(Tag.TransferSyntaxUID, ""));
        if (!syntax.isKnown()) {
            problems.add(ReadProblem.Code.UNKNOWN_TRANSFER_SYNTAX, Tag.TransferSyntaxUID, source.offset());
        }
        return syntax;
    }

    private void preamble() throws IOException {
        if (source.has(PREAMBLE + 4) && source.integer(PREAMBLE, true) == DICM) {
            source.advance(PREAMBLE + 4);
        } else if (source.has(4) && source.integer(0, true) == DICM) {
            source.advance(4);
            problems.add(ReadProblem.Code.NO_PREAMBLE, 0, 0);
        } else if (looksLikeDataset()) {
            problems.add(ReadProblem.Code.NO_PREAMBLE, 0, 0);
        } else {
            throw new DatasetReadException(Code.NOT_DICOM, 0, 0, "neither a DICOM prefix nor a data set");
        }
    }

    private boolean looksLikeDataset() throws IOException {
        // Zeros are a preamble that was cut off, not the length of a command's group.
        return source.has(8)
                && source.integer(0, true) != 0
                && SyntaxDetector.guess(source).isPresent();
    }

    private Dataset meta() throws IOException {
        boolean big = source.has(8) && source.unsignedShort(0, true) == 2;
        if (!source.has(8) || !big && source.unsignedShort(0, false) != 2) {
            return Dataset.empty();
        }
        boolean explicit = VR.of(source.unsignedByte(4), source.unsignedByte(5)) != null;
        Level.Encoding encoding = explicit ? Level.Encoding.EXPLICIT_LITTLE : Level.Encoding.IMPLICIT_LITTLE;
        encoding = big ? Level.Encoding.EXPLICIT_BIG : encoding;
        long start = source.offset();
        ReadOptions keeping = ReadOptions.keepEverything().with(options.limits());
        Dataset meta = new DatasetParser(source, keeping, problems).readMeta(encoding);
        long length = source.offset() - start - 12;
        if (!explicit || big || meta.integer(Tag.FileMetaInformationGroupLength, -1) != length) {
            problems.add(ReadProblem.Code.META_LENGTH, Tag.FileMetaInformationGroupLength, start);
        }
        return meta;
    }
}
