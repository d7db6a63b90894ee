package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.TransferSyntax;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A report of 200 content items: built, validated and encoded in under 5 ms is the aim. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SrBenchmark {

    /** Each vein segment of the sample is a container with eight items in and below it. */
    private static final int SEGMENTS = 22;

    private Dataset written;
    private SrDocument document;

    /** Prepares what reading and rendering begin with. */
    @Setup
    public void prepare() throws SrException {
        document = build();
        written = SrWriter.write(document);
        int items = ContentTree.nodes(document.root()).size();
        if (items < 200) {
            throw new IllegalStateException("only " + items + " items");
        }
    }

    /** Building, checking every rule, and encoding to the bytes of a data set. */
    @Benchmark
    public byte[] buildValidateEncode() throws Exception {
        return DatasetWriter.bytes(SrWriter.write(build()), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** Reading a decoded data set into a tree, with every rule checked. */
    @Benchmark
    public SrReading read() {
        return SrReader.read(written);
    }

    /** A page of it. */
    @Benchmark
    public String html() {
        return SrHtml.render(document, Locale.ENGLISH);
    }

    private static SrDocument build() {
        ContainerItem sample = Samples.report();
        List<ContentItem> groups = new ArrayList<>();
        for (int i = 0; i < SEGMENTS; i++) {
            groups.add(Samples.group("SEGMENT-" + i, "2.25.300" + i, "12.5"));
        }
        List<ContentItem> children = new ArrayList<>(sample.children());
        children.set(children.size() - 1, children.get(children.size() - 1).withChildren(groups));
        return Samples.draft(sample.withChildren(children)).build();
    }
}
