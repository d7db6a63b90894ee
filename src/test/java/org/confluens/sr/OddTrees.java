package org.confluens.sr;

import static org.confluens.sr.SrProblemCode.CONTENT_ITEM_NOT_FOUND;
import static org.confluens.sr.SrProblemCode.INVALID_VALUE;
import static org.confluens.sr.SrProblemCode.MANDATORY_ATTRIBUTE_MISSING;
import static org.confluens.sr.SrProblemCode.REFERENCE_CIRCLE;
import static org.confluens.sr.SrProblemCode.REFERENCE_LOOP;
import static org.confluens.sr.SrProblemCode.TREE_TOO_DEEP;
import static org.confluens.sr.SrProblemCode.TREE_TOO_LARGE;
import static org.confluens.sr.SrProblemCode.UNSUPPORTED_VALUE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;

/** Content trees at the edges of what PS3.3 C.17.3 and C.18 allow and beyond, each with the code that reading gives it. */
public final class OddTrees {

    /** The longest row of items that one report is seen with here. */
    public static final int WIDE = 100_000;

    private final List<Odd> odds = new ArrayList<>();

    private OddTrees() {}

    /**
     * A document and what is to be said of it.
     *
     * @param code empty where nothing is wrong with it
     */
    public record Odd(String name, Dataset dataset, Optional<SrProblemCode> code) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them but the largest. */
    public static List<Odd> all() {
        OddTrees trees = new OddTrees();
        trees.references();
        trees.depths();
        trees.graphics();
        trees.graphics3d();
        trees.times();
        trees.channels();
        trees.numbers();
        trees.tables();
        return trees.odds;
    }

    /** A report with so many items below its root. */
    public static Dataset wide(int items) {
        return document(Collections.nCopies(items, text("wide")));
    }

    /** The larger ones, for which time and memory matter. */
    static List<Odd> large() {
        return List.of(
                new Odd("wide", wide(WIDE), Optional.empty()),
                new Odd("too wide", wide(TreeReader.MAX_ITEMS + 1), Optional.of(TREE_TOO_LARGE)));
    }

    private void references() {
        add("a reference to its own parent", REFERENCE_LOOP, text("a", reference(1, 1)));
        add("a reference to the root", REFERENCE_LOOP, text("a", reference(1)));
        add("a reference to a grandparent", REFERENCE_LOOP, text("a", text("b", reference(1, 1))));
        add("a reference to itself", CONTENT_ITEM_NOT_FOUND, text("a", reference(1, 1, 1)));
        add(
                "a reference to a reference",
                CONTENT_ITEM_NOT_FOUND,
                text("a", reference(1, 2, 1)),
                text("b", reference(1, 3)),
                text("c"));
        add("a reference to a sibling", null, text("a", reference(1, 2)), text("b"));
        add("a reference to nothing", CONTENT_ITEM_NOT_FOUND, text("a", reference(1, 9)));
        add("a reference to the ordinal zero", CONTENT_ITEM_NOT_FOUND, text("a", reference(1, 0)));
        add("a reference that does not begin at the root", CONTENT_ITEM_NOT_FOUND, text("a", reference(2, 1)));
        add("a reference of a thousand steps", CONTENT_ITEM_NOT_FOUND, text("a", reference(new int[1000])));
        add("a reference without a target", CONTENT_ITEM_NOT_FOUND, text("a", reference()));
        add(
                "a circle of three",
                REFERENCE_CIRCLE,
                text("a", reference(1, 2)),
                text("b", reference(1, 3)),
                text("c", reference(1, 1)));
        add(
                "a reference with items of its own",
                null,
                text(
                        "a",
                        reference(1, 2).toBuilder()
                                .putItems(Tag.ContentSequence, text("c"))
                                .build()),
                text("b"));
    }

    private void depths() {
        add("as deep as is read", null, nested(TreeReader.MAX_DEPTH - 1));
        add("one level deeper", TREE_TOO_DEEP, nested(TreeReader.MAX_DEPTH));
        add("as deep as a data set can be", TREE_TOO_DEEP, nested(250));
    }

    private void graphics() {
        for (String type : List.of("POINT", "MULTIPOINT", "POLYLINE", "CIRCLE", "ELLIPSE", "STAR", "")) {
            for (int values : new int[] {0, 1, 2, 3, 4, 5, 8, 9}) {
                boolean fits = switch (type) {
                    case "POINT" -> values == 2;
                    case "MULTIPOINT" -> List.of(2, 4, 8).contains(values);
                    case "POLYLINE", "CIRCLE", "ELLIPSE" ->
                        values == 8 && !type.equals("CIRCLE") || values == 4 && !type.equals("ELLIPSE");
                    default -> false;
                };
                item(
                        "SCOORD " + type + " of " + values + " numbers",
                        "SCOORD",
                        wrong(fits, type),
                        item -> item.put(Tag.GraphicType, type).putDecimal(Tag.GraphicData, new double[values]));
            }
        }
        item(
                "SCOORD of no number",
                "SCOORD",
                INVALID_VALUE,
                item -> item.put(Tag.GraphicType, "POINT")
                        .putDecimal(Tag.GraphicData, Double.NaN, Double.POSITIVE_INFINITY));
    }

    private void graphics3d() {
        for (String type : List.of("POINT", "MULTIPOINT", "POLYLINE", "POLYGON", "ELLIPSE", "ELLIPSOID", "CIRCLE")) {
            for (int values : new int[] {0, 2, 3, 6, 7, 12, 18}) {
                boolean fits = switch (type) {
                    case "POINT" -> values == 3;
                    case "MULTIPOINT" -> List.of(3, 6, 12, 18).contains(values);
                    case "POLYLINE", "POLYGON" -> List.of(6, 12, 18).contains(values);
                    case "ELLIPSE" -> values == 12;
                    case "ELLIPSOID" -> values == 18;
                    default -> false;
                };
                item(
                        "SCOORD3D " + type + " of " + values + " numbers",
                        "SCOORD3D",
                        wrong(fits, type),
                        item -> item.put(Tag.GraphicType, type)
                                .putDecimal(Tag.GraphicData, new double[values])
                                .put(Tag.ReferencedFrameOfReferenceUID, "2.25.300"));
            }
        }
        item(
                "SCOORD3D in no frame of reference",
                "SCOORD3D",
                MANDATORY_ATTRIBUTE_MISSING,
                item -> item.put(Tag.GraphicType, "POINT").putDecimal(Tag.GraphicData, 1, 2, 3));
    }

    private static SrProblemCode wrong(boolean fits, String type) {
        if (fits) {
            return null;
        }
        return type.isEmpty() ? MANDATORY_ATTRIBUTE_MISSING : INVALID_VALUE;
    }

    private void times() {
        for (String type : List.of("POINT", "MULTIPOINT", "SEGMENT", "MULTISEGMENT", "BEGIN", "END", "NOW")) {
            for (int count = 1; count <= 4; count++) {
                boolean fits = switch (type) {
                    case "POINT", "BEGIN", "END" -> count == 1;
                    case "MULTIPOINT" -> true;
                    case "SEGMENT" -> count == 2;
                    case "MULTISEGMENT" -> count % 2 == 0;
                    default -> false;
                };
                SrProblemCode code = fits ? null : INVALID_VALUE;
                String name = "TCOORD " + type + " of " + count + " ";
                int[] samples = new int[count];
                Arrays.fill(samples, 7);
                time(name + "samples", type, code, item -> item.putInt(Tag.ReferencedSamplePositions, samples));
                String[] offsets = Collections.nCopies(count, "-0.25").toArray(String[]::new);
                time(name + "offsets", type, code, item -> item.put(Tag.ReferencedTimeOffsets, offsets));
                String[] moments =
                        Collections.nCopies(count, "20260115093000.5").toArray(String[]::new);
                time(name + "moments", type, code, item -> item.put(Tag.ReferencedDateTime, moments));
            }
        }
        time("TCOORD of nothing", "POINT", INVALID_VALUE, item -> {});
        time(
                "TCOORD of two kinds",
                "POINT",
                INVALID_VALUE,
                item -> item.putInt(Tag.ReferencedSamplePositions, 1).put(Tag.ReferencedTimeOffsets, "1"));
        time("TCOORD of sample zero", "POINT", INVALID_VALUE, item -> item.putInt(Tag.ReferencedSamplePositions, 0));
        time("TCOORD of the last sample", "POINT", null, item -> item.putInt(Tag.ReferencedSamplePositions, -1));
        time(
                "TCOORD of an offset in words",
                "POINT",
                INVALID_VALUE,
                item -> item.put(Tag.ReferencedTimeOffsets, "soon"));
        time("TCOORD of a moment in words", "POINT", INVALID_VALUE, item -> item.put(Tag.ReferencedDateTime, "noon"));
    }

    private void time(String name, String type, SrProblemCode code, Consumer<Dataset.Builder> rest) {
        item(name, "TCOORD", code, item -> rest.accept(item.put(Tag.TemporalRangeType, type)));
    }

    private void channels() {
        waveform("WAVEFORM as a whole", null);
        waveform("WAVEFORM with a channel", null, 1, 2);
        waveform("WAVEFORM with a whole group and a channel", null, 1, 0, 2, 1);
        waveform("WAVEFORM with half a channel", INVALID_VALUE, 1, 2, 3);
    }

    private void waveform(String name, SrProblemCode code, int... channels) {
        Dataset.Builder sop = Dataset.builder()
                .put(Tag.ReferencedSOPClassUID, UID.MRImageStorage)
                .put(Tag.ReferencedSOPInstanceUID, Samples.IMAGE);
        if (channels.length > 0) {
            sop.putInt(Tag.ReferencedWaveformChannels, channels);
        }
        item(name, "WAVEFORM", code, item -> item.putItems(Tag.ReferencedSOPSequence, sop.build()));
    }

    private void numbers() {
        Dataset qualifier = CodeItems.write(AllValueTypes.MEASUREMENT_FAILURE);
        item(
                "NUM with none and a reason",
                "NUM",
                null,
                item -> item.putItems(Tag.MeasuredValueSequence)
                        .putItems(Tag.NumericValueQualifierCodeSequence, qualifier));
        item(
                "NUM with a value and a reason",
                "NUM",
                null,
                item -> item.putItems(Tag.MeasuredValueSequence, value("1"))
                        .putItems(Tag.NumericValueQualifierCodeSequence, qualifier));
        item(
                "NUM with two values and two reasons",
                "NUM",
                UNSUPPORTED_VALUE,
                item -> item.putItems(Tag.MeasuredValueSequence, value("1"), value("2"))
                        .putItems(Tag.NumericValueQualifierCodeSequence, qualifier, qualifier));
        item(
                "NUM with a list",
                "NUM",
                UNSUPPORTED_VALUE,
                item -> item.putItems(Tag.MeasuredValueSequence, value("1\\2\\3")));
        item(
                "NUM beyond every measure",
                "NUM",
                null,
                item -> item.putItems(Tag.MeasuredValueSequence, value("1E999999999")));
        item("NUM in words", "NUM", INVALID_VALUE, item -> item.putItems(Tag.MeasuredValueSequence, value("many")));
        item(
                "NUM without a unit",
                "NUM",
                MANDATORY_ATTRIBUTE_MISSING,
                item -> item.putItems(
                        Tag.MeasuredValueSequence,
                        Dataset.builder().put(Tag.NumericValue, "1").build()));
    }

    private void tables() {
        table("TABLE of one cell", null, 1, 1);
        table("TABLE of no row and all columns", INVALID_VALUE, 0, Integer.MAX_VALUE);
        table("TABLE of all rows and no column", INVALID_VALUE, Integer.MAX_VALUE, 0);
        table("TABLE of all rows and columns", null, Integer.MAX_VALUE, Integer.MAX_VALUE);
        table("TABLE of a negative size", INVALID_VALUE, -1, -1);
        table("TABLE of a thousand columns", null, 1, 1000);
        item("TABLE of nothing", "TABLE", MANDATORY_ATTRIBUTE_MISSING, item -> {});
    }

    private void table(String name, SrProblemCode code, int rows, int columns) {
        Dataset cell = Dataset.builder()
                .putInt(Tag.TableRowNumber, 1)
                .putInt(Tag.TableColumnNumber, 1)
                .put(Tag.SelectorAttributeVR, "US")
                .putInt(Tag.SelectorUSValue, 7)
                .build();
        Dataset table = Dataset.builder()
                .putInt(Tag.NumberOfTableRows, rows)
                .putInt(Tag.NumberOfTableColumns, columns)
                .putItems(Tag.CellValuesSequence, cell)
                .build();
        item(name, "TABLE", code, item -> item.putItems(Tag.TabulatedValuesSequence, table));
    }

    private void item(String name, String valueType, SrProblemCode code, Consumer<Dataset.Builder> value) {
        Dataset.Builder item = Dataset.builder()
                .put(Tag.RelationshipType, "CONTAINS")
                .put(Tag.ValueType, valueType)
                .putItems(Tag.ConceptNameCodeSequence, CodeItems.write(Samples.FINDING));
        value.accept(item);
        add(name, code, item.build());
    }

    private void add(String name, SrProblemCode code, Dataset... items) {
        odds.add(new Odd(name, document(List.of(items)), Optional.ofNullable(code)));
    }

    /** The document type that allows the most. */
    private static Dataset document(List<Dataset> items) {
        try {
            return SrWriter.write(Samples.draft(Samples.report())
                            .sopClass(UID.ExtensibleSRStorage)
                            .build())
                    .toBuilder()
                    .putItems(Tag.ContentSequence, items)
                    .build();
        } catch (SrException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Dataset nested(int levels) {
        Dataset item = text("bottom");
        for (int i = 1; i < levels; i++) {
            item = text("level", item);
        }
        return item;
    }

    private static Dataset text(String value, Dataset... below) {
        Dataset.Builder item = Dataset.builder()
                .put(Tag.RelationshipType, "CONTAINS")
                .put(Tag.ValueType, "TEXT")
                .putItems(Tag.ConceptNameCodeSequence, CodeItems.write(Samples.FINDING))
                .put(Tag.TextValue, VR.UT, value);
        List<Dataset> inferred = new ArrayList<>();
        for (Dataset one : below) {
            inferred.add(
                    one.toBuilder().put(Tag.RelationshipType, "INFERRED FROM").build());
        }
        return inferred.isEmpty()
                ? item.build()
                : item.putItems(Tag.ContentSequence, inferred).build();
    }

    private static Dataset reference(int... target) {
        return Dataset.builder()
                .put(Tag.RelationshipType, "INFERRED FROM")
                .putInt(Tag.ReferencedContentItemIdentifier, target)
                .build();
    }

    private static Dataset value(String number) {
        return Dataset.builder()
                .put(Tag.NumericValue, number)
                .putItems(Tag.MeasurementUnitsCodeSequence, CodeItems.write(Samples.MILLIMETRE))
                .build();
    }
}
