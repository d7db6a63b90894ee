package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;

/** The defined terms of Specific Character Set (0008,0005) that are read (PS3.3 section C.12.1.1.2). */
public final class CharacterSets {
    /** The ISO registration number of the default repertoire, which has no term without code extensions. */
    private static final int DEFAULT_REPERTOIRE = 6;

    private CharacterSets() {}

    /** All terms: first those without code extensions, then those with them. */
    public static List<String> definedTerms() {
        List<String> plain = new ArrayList<>();
        List<String> extended = new ArrayList<>();
        CodeTable.registered().forEach((number, pair) -> {
            if (pair.left().width() == 1 && number != DEFAULT_REPERTOIRE) {
                plain.add("ISO_IR " + number);
            }
            extended.add("ISO 2022 IR " + number);
        });
        plain.addAll(List.of("ISO_IR 192", "GB18030", "GBK"));
        plain.addAll(extended);
        return List.copyOf(plain);
    }
}
