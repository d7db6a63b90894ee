package org.confluens.dicom.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/** The data set of a DICOM file (PS3.10 section 7), found behind its meta information and never held in memory. */
final class FileSource implements DataSource {
    private static final int PREFIX_END = 132;
    private static final int GROUP_LENGTH_ELEMENT = 12;
    private static final int MAX_META = 1 << 20;

    private static final int[] REQUIRED = {
        Tag.MediaStorageSOPClassUID, Tag.MediaStorageSOPInstanceUID, Tag.TransferSyntaxUID
    };

    private final Path file;
    private final Dataset meta;
    private final long start;

    private FileSource(Path file, Dataset meta, long start) {
        this.file = file;
        this.meta = meta;
        this.start = start;
    }

    static FileSource open(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(PREFIX_END + GROUP_LENGTH_ELEMENT);
            if (head.length < PREFIX_END + GROUP_LENGTH_ELEMENT || !hasGroupLength(head)) {
                throw new IOException("no DICOM file, or one without the length of its meta information");
            }
            int length = little(head).getInt(PREFIX_END + 8);
            if (length < 0 || length > MAX_META) {
                throw new IOException("meta information of " + Integer.toUnsignedString(length) + " bytes");
            }
            Dataset meta = DatasetReader.read(
                            in.readNBytes(length),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            ReadOptions.keepEverything())
                    .dataset();
            for (int tag : REQUIRED) {
                if (!meta.hasValue(tag)) {
                    throw new IOException("meta information without " + Dictionary.name(tag));
                }
            }
            return new FileSource(file, meta, PREFIX_END + GROUP_LENGTH_ELEMENT + (long) length);
        }
    }

    private static boolean hasGroupLength(byte[] head) {
        ByteBuffer bytes = little(head);
        return bytes.getInt(PREFIX_END - 4) == 0x4D434944 && bytes.getInt(PREFIX_END) == 0x00000002;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
                fragments.write(in, start);
            } else {
                Channels.newInputStream(in.position(start)).transferTo(out);
            }
        }
    }
}
