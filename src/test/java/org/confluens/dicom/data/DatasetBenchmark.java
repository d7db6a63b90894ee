package org.confluens.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading and writing of an MR image of about 100 elements and 140 kB; run with {@code -prof gc} for the bytes that each
 * takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DatasetBenchmark {
    private static final int PIXELS = 140_000;

    @Param({UID.ImplicitVRLittleEndian, UID.ExplicitVRLittleEndian, UID.ExplicitVRBigEndian})
    private String syntaxUid;

    private TransferSyntax syntax;
    private Dataset image;
    private Dataset header;
    private String json;
    private byte[] bytes;

    @Setup
    public void makeImage() throws IOException {
        syntax = TransferSyntax.of(syntaxUid);
        image = image();
        header = image.toBuilder().remove(Tag.PixelData).build();
        bytes = DatasetWriter.bytes(image, syntax);
        json = DicomJson.write(header);
    }

    private static Dataset image() {
        Dataset code = Dataset.builder()
                .put(Tag.CodeValue, "A1")
                .put(Tag.CodingSchemeDesignator, "99TEST")
                .put(Tag.CodeMeaning, "Head")
                .build();
        Dataset.Builder builder = Dataset.builder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, Uids.nameBased("instance"))
                .put(Tag.PatientName, "DOE^JANE")
                .putItems(Tag.AnatomicRegionSequence, code)
                .putItems(Tag.ProcedureCodeSequence, code)
                .putInt(Tag.Rows, 256)
                .putInt(Tag.Columns, 256)
                .putBytes(Tag.PixelData, VR.OW, new byte[PIXELS]);
        for (int i = 0; i < 90; i++) {
            builder.putPrivate("CONFLUENS TEST", 0x0019, i, VR.LO, "value " + i);
        }
        return builder.build();
    }

    @Benchmark
    public Dataset readsHeaders() throws IOException {
        return DatasetReader.read(new ByteArrayInputStream(bytes), syntax, ReadOptions.headersOnly())
                .dataset();
    }

    @Benchmark
    public Dataset readsEverything() throws IOException {
        return DatasetReader.read(new ByteArrayInputStream(bytes), syntax, ReadOptions.keepEverything())
                .dataset();
    }

    @Benchmark
    public byte[] writesHeaders() {
        return DatasetWriter.bytes(header, syntax);
    }

    @Benchmark
    public void writesEverything() throws IOException {
        DatasetWriter.write(image, syntax, OutputStream.nullOutputStream());
    }

    @Benchmark
    public Dataset readsJson() throws IOException {
        return DicomJson.read(json);
    }

    @Benchmark
    public String writesJson() {
        return DicomJson.write(header);
    }
}
