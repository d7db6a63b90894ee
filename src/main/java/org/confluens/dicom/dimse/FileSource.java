package org.confluens.dicom.dimse;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.FileMeta;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/** The data set of a DICOM file (PS3.10 section 7), found behind its meta information and never held in memory. */
final class FileSource implements DataSource {
    private static final int[] REQUIRED = {
        Tag.MediaStorageSOPClassUID, Tag.MediaStorageSOPInstanceUID, Tag.TransferSyntaxUID
    };

    private final Path file;
    private final Dataset meta;
    private final long start;
    private final long length;

    private FileSource(Path file, Dataset meta, long start) throws IOException {
        this.file = file;
        this.meta = meta;
        this.start = start;
        this.length = Files.size(file) - start;
    }

    static FileSource open(Path file) throws IOException {
        FileMeta meta = FileMeta.read(file);
        for (int tag : REQUIRED) {
            if (!meta.meta().hasValue(tag)) {
                throw new IOException("meta information without " + Dictionary.name(tag));
            }
        }
        return new FileSource(file, meta.meta(), meta.end());
    }

    StoreItem item() {
        return new StoreItem(
                meta.string(Tag.MediaStorageSOPClassUID, ""),
                meta.string(Tag.MediaStorageSOPInstanceUID, ""),
                TransferSyntax.of(meta.string(Tag.TransferSyntaxUID, "")),
                this,
                Optional.empty());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            if (out instanceof FragmentOutput fragments) {
                fragments.write(in, start, length);
            } else if (Channels.newInputStream(in.position(start)).transferTo(out) != length) {
                throw new EOFException("a file whose length changed after it was opened");
            }
        }
    }
}
