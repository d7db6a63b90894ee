package org.confluens.dicom.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes data sets (PS3.5 section 7). Sequences and items get undefined lengths, group lengths their right values. Text
 * keeps its bytes where the data set's Specific Character Set is the one they are in; otherwise all goes out in UTF-8,
 * which is then declared.
 */
public final class DatasetWriter {
    private static final int UNDEFINED = 0xFFFFFFFF;
    private static final int BUFFER = 8192;

    private final Sink sink;
    private final boolean explicit;
    private final boolean bigEndian;
    private final ElementLengths lengths;

    private DatasetWriter(Sink sink, Level.Encoding encoding) {
        this.sink = sink;
        this.explicit = encoding.explicit();
        this.bigEndian = encoding.bigEndian();
        this.lengths = new ElementLengths(encoding.explicit());
    }

    /**
     * Writes a data set; the stream is flushed, not closed.
     *
     * @throws IOException if the stream fails, or a value isn't there because it was skipped when reading
     */
    public static void write(Dataset dataset, TransferSyntax syntax, OutputStream out) throws IOException {
        Dataset written = Transcoding.consistent(dataset);
        if (!syntax.deflated()) {
            writeAll(written, Level.Encoding.of(syntax), out);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
            writeAll(written, Level.Encoding.of(syntax), deflated);
            deflated.finish();
            if ((deflater.getBytesWritten() & 1) != 0) {
                out.write(0);
            }
            out.flush();
        } finally {
            deflater.end();
        }
    }

    /**
     * The bytes of a data set.
     *
     * @throws IllegalArgumentException if a value isn't there because it was skipped when reading
     */
    public static byte[] bytes(Dataset dataset, TransferSyntax syntax) {
        try {
            if (syntax.deflated()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                write(dataset, syntax, bytes);
                return bytes.toByteArray();
            }
            Dataset written = Transcoding.consistent(dataset);
            Level.Encoding encoding = Level.Encoding.of(syntax);
            byte[] bytes = new byte[Math.toIntExact(new ElementLengths(encoding.explicit()).of(written))];
            new DatasetWriter(new Sink(OutputStream.nullOutputStream(), bytes), encoding).elements(written);
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void writeAll(Dataset dataset, Level.Encoding encoding, OutputStream out) throws IOException {
        Sink sink = new Sink(out, new byte[BUFFER]);
        new DatasetWriter(sink, encoding).elements(dataset);
        sink.flush();
        out.flush();
    }

    private void elements(Dataset dataset) throws IOException {
        for (Element element : dataset) {
            if (element instanceof ValueElement value) {
                value(dataset, value);
            } else if (element instanceof SequenceElement sequence) {
                sequence(sequence);
            } else if (element instanceof FragmentsElement fragments) {
                fragments(fragments);
            } else {
                throw new IOException(Tags.format(element.tag()) + " was left out when reading and can't be written");
            }
        }
    }

    private void value(Dataset dataset, ValueElement value) throws IOException {
        if (Tags.isGroupLength(value.tag()) && value.vr() == VR.UL && value.length() == 4) {
            header(value.tag(), VR.UL, 4);
            sink.integer(lengths.ofGroup(dataset, Tags.group(value.tag())), bigEndian);
            return;
        }
        VR vr = lengths.writtenVr(value);
        int length = value.length();
        header(value.tag(), vr, length + (length & 1));
        // The bytes that fill no whole word have no byte order of their own: they get their padding first.
        boolean whole = !bigEndian || length % value.vr().unit() == 0;
        boolean asRead = value.bigEndian() == bigEndian && whole || value.vr().unit() == 1;
        if (asRead && vr == value.vr()) {
            sink.bytes(value.buffer(), value.offset(), length);
        } else {
            byte[] bytes = (length & 1) == 0 ? value.bytes() : Arrays.copyOf(value.bytes(), length + 1);
            if (bigEndian && vr != VR.UN) {
                Binary.swap(bytes, 0, bytes.length, value.vr().unit());
            }
            sink.bytes(bytes, 0, bytes.length);
            length = bytes.length;
        }
        if ((length & 1) != 0) {
            sink.single(value.meaning().padding());
        }
    }

    private void sequence(SequenceElement sequence) throws IOException {
        if (sequence.items().isEmpty()) {
            header(sequence.tag(), VR.SQ, 0);
            return;
        }
        header(sequence.tag(), VR.SQ, UNDEFINED);
        for (Dataset item : sequence.items()) {
            delimiter(Tags.ITEM, item.isEmpty() ? 0 : UNDEFINED);
            if (!item.isEmpty()) {
                elements(item);
                delimiter(Tags.ITEM_DELIMITATION, 0);
            }
        }
        delimiter(Tags.SEQUENCE_DELIMITATION, 0);
    }

    private void fragments(FragmentsElement fragments) throws IOException {
        VR known = Dictionary.vr(fragments.tag());
        if (!explicit && known.name().charAt(0) != 'O') {
            // Nothing but the VR tells fragments from a sequence: without it they go out as the value that they make
            // up.
            byte[] encoded = fragments.encoded();
            header(fragments.tag(), fragments.vr(), encoded.length);
            sink.bytes(encoded, 0, encoded.length);
            return;
        }
        header(fragments.tag(), fragments.vr(), UNDEFINED);
        for (byte[] item : fragments.rawItems()) {
            delimiter(Tags.ITEM, item.length + (item.length & 1));
            sink.bytes(item, 0, item.length);
            if ((item.length & 1) != 0) {
                sink.single(0);
            }
        }
        delimiter(Tags.SEQUENCE_DELIMITATION, 0);
    }

    private void delimiter(int tag, int length) throws IOException {
        sink.tag(tag, bigEndian);
        sink.integer(length, bigEndian);
    }

    private void header(int tag, VR vr, int length) throws IOException {
        sink.tag(tag, bigEndian);
        if (explicit) {
            sink.single(vr.name().charAt(0));
            sink.single(vr.name().charAt(1));
            if (!vr.hasLongHeader()) {
                sink.shortInteger(length, bigEndian);
                return;
            }
            sink.shortInteger(0, bigEndian);
        }
        sink.integer(length, bigEndian);
    }
}
