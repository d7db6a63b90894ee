package org.confluens.sr;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Codes in code sequences (PS3.3 8.8). */
final class CodeItems {

    private CodeItems() {}

    static Optional<Code> first(Dataset dataset, int sequence, Findings findings) {
        List<Dataset> items = dataset.items(sequence);
        if (items.size() > 1) {
            findings.report(SrProblemCode.ATTRIBUTE_NOT_PRESERVED, sequence, "more than one item; the first counts");
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(read(items.get(0), sequence, findings));
    }

    static List<Code> all(Dataset dataset, int sequence, Findings findings) {
        return dataset.items(sequence).stream()
                .map(item -> read(item, sequence, findings))
                .toList();
    }

    static Dataset write(Code code) {
        Dataset.Builder item = code.others().toBuilder();
        switch (code.form()) {
            case SHORT -> item.put(Tag.CodeValue, code.value());
            case LONG -> item.put(Tag.LongCodeValue, code.value());
            case URN -> item.put(Tag.URNCodeValue, code.value());
        }
        if (!code.scheme().isEmpty()) {
            item.put(Tag.CodingSchemeDesignator, code.scheme());
        }
        code.version().ifPresent(version -> item.put(Tag.CodingSchemeVersion, version));
        return item.put(Tag.CodeMeaning, code.meaning()).build();
    }

    static void put(Dataset.Builder target, int sequence, Optional<Code> code) {
        code.ifPresent(value -> target.putItems(sequence, write(value)));
    }

    static void putAll(Dataset.Builder target, int sequence, List<Code> codes) {
        target.putItems(sequence, codes.stream().map(CodeItems::write).toList());
    }

    private static Code read(Dataset item, int sequence, Findings findings) {
        Code.Form form = form(item);
        String value = item.string(valueTag(form), "");
        String scheme = item.string(Tag.CodingSchemeDesignator, "");
        if (value.isEmpty() || (scheme.isEmpty() && form != Code.Form.URN) || !item.hasValue(Tag.CodeMeaning)) {
            findings.report(SrProblemCode.INVALID_CODE, sequence, "value, scheme or meaning is missing");
        }
        return new Code(
                value,
                scheme,
                item.string(Tag.CodeMeaning, ""),
                item.string(Tag.CodingSchemeVersion),
                form,
                item.filter(tag -> !isModelled(tag, form) || (isLeftOut(tag) && !item.hasValue(tag))));
    }

    private static Code.Form form(Dataset item) {
        if (item.hasValue(Tag.CodeValue)) {
            return Code.Form.SHORT;
        }
        if (item.hasValue(Tag.LongCodeValue)) {
            return Code.Form.LONG;
        }
        return item.hasValue(Tag.URNCodeValue) ? Code.Form.URN : Code.Form.SHORT;
    }

    private static int valueTag(Code.Form form) {
        return switch (form) {
            case SHORT -> Tag.CodeValue;
            case LONG -> Tag.LongCodeValue;
            case URN -> Tag.URNCodeValue;
        };
    }

    /** What writing leaves out where it is empty, and where it came empty is kept so. */
    private static boolean isLeftOut(int tag) {
        return tag == Tag.CodingSchemeDesignator || tag == Tag.CodingSchemeVersion;
    }

    private static boolean isModelled(int tag, Code.Form form) {
        return tag == valueTag(form)
                || tag == Tag.CodingSchemeDesignator
                || tag == Tag.CodeMeaning
                || tag == Tag.CodingSchemeVersion;
    }
}
