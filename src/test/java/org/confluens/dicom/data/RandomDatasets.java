package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes data sets of every kind of element, the same ones for the same seed. */
final class RandomDatasets {
    private static final String LETTERS = "ABC xyz 019 äöü ÅØ Ελλ Жук 山田 やま 홍길동 ﾔﾏ ไทย שרון قباني 𠮷";
    private static final int[] TAGS = {
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AcquisitionDateTime,
        Tag.AccessionNumber,
        Tag.Modality,
        Tag.Manufacturer,
        Tag.InstitutionAddress,
        Tag.PatientName,
        Tag.PatientID,
        Tag.PatientAge,
        Tag.PatientComments,
        Tag.SliceThickness,
        Tag.StudyInstanceUID,
        Tag.InstanceNumber,
        Tag.ImagePositionPatient,
        Tag.Rows,
        Tag.SmallestImagePixelValue,
        Tag.FrameIncrementPointer,
        Tag.RetrieveAETitle,
        Tag.RetrieveURL,
        Tag.LongCodeValue,
        Tag.TextValue,
        Tag.ReferencedSamplePositions,
        Tag.DisplayedAreaTopLeftHandCorner,
        Tag.RecommendedDisplayFrameRateInFloat,
        Tag.DiffusionBValue,
        Tag.SelectorUVValue,
        Tag.SelectorSVValue,
        Tag.SelectorOLValue,
        Tag.SelectorOFValue,
        Tag.SelectorODValue,
        Tag.SelectorOVValue,
        Tag.PixelData,
        Tag.EncapsulatedDocument,
        Tag.OverlayData
    };

    private final SplittableRandom random;

    RandomDatasets(long seed) {
        random = new SplittableRandom(seed);
    }

    Dataset next() {
        Dataset.Builder builder = level(3).toBuilder();
        return random.nextBoolean()
                ? builder.build()
                : builder.put(Tag.SpecificCharacterSet, "ISO_IR 192").build();
    }

    private Dataset level(int depth) {
        Dataset.Builder builder = Dataset.builder();
        int count = random.nextInt(TAGS.length);
        for (int i = 0; i < count; i++) {
            int tag = TAGS[random.nextInt(TAGS.length)];
            builder.put(element(tag, Dictionary.vr(tag)));
        }
        if (random.nextInt(3) == 0) {
            builder.put(element(Tags.of(0x0009, 0x1000 + random.nextInt(256)), VR.values()[random.nextInt(33)]));
            builder.put(Tags.of(0x0009, 0x0010), VR.LO, "CONFLUENS TEST");
        }
        if (depth > 0 && random.nextBoolean()) {
            List<Dataset> items = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(level(depth - 1));
            }
            builder.putItems(Tag.ContentSequence, items);
        }
        return builder.build();
    }

    private Element element(int tag, VR vr) {
        if (vr == VR.SQ) {
            return new SequenceElement(tag, List.of());
        }
        if (vr.isString()) {
            return ValueElement.of(tag, vr, strings(vr));
        }
        if (vr == VR.FL || vr == VR.FD) {
            return ValueElement.of(tag, vr, List.of(Float.toString((float) random.nextDouble()), "-1.5E10"));
        }
        byte[] value = new byte[vr.unit() * random.nextInt(20) * (vr == VR.AT ? 2 : 1)];
        random.nextBytes(value);
        return ValueElement.of(tag, vr, value);
    }

    private List<String> strings(VR vr) {
        List<String> values = new ArrayList<>();
        int count = vr.isMultiValued() ? random.nextInt(4) : random.nextInt(2);
        for (int i = 0; i < count; i++) {
            values.add(string(vr));
        }
        return values;
    }

    private String string(VR vr) {
        return switch (vr) {
            case DA -> String.format("%04d%02d%02d", 1900 + random.nextInt(200), 1 + random.nextInt(12), 15);
            case TM -> String.format("%02d%02d%02d.5", random.nextInt(24), random.nextInt(60), random.nextInt(60));
            case DT -> String.format("%04d1231235959+0100", 1900 + random.nextInt(200));
            case IS -> Integer.toString(random.nextInt());
            case DS -> NumberText.decimalString(random.nextDouble(-1e6, 1e6));
            case UI -> Uids.nameBased(Long.toString(random.nextLong()));
            case AS -> String.format("%03dY", random.nextInt(120));
            case AE, CS -> "NAME_" + random.nextInt(100);
            case UR -> "https://example.org/" + random.nextInt();
            default -> text() + (vr == VR.PN ? "^" + text() + "=" + text() : "");
        };
    }

    private String text() {
        int start = random.nextInt(LETTERS.length() - 8);
        return LETTERS.substring(start, start + 1 + random.nextInt(6)).strip() + random.nextInt(100);
    }
}
