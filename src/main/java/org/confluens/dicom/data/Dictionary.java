package org.confluens.dicom.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The registries of PS3.6: data elements and unique identifiers. */
public final class Dictionary {
    private static final int SLOTS_LOG2 = 14;
    private static final int[] SLOT_TAGS = new int[1 << SLOTS_LOG2];
    private static final Entry[] SLOTS = new Entry[1 << SLOTS_LOG2];
    private static final Map<String, Entry> BY_KEYWORD = new HashMap<>();
    private static final Map<String, UidEntry> UIDS = new HashMap<>();

    /**
     * Masks that take a tag to the first of its repeating group, as (60xx,3000) in PS3.6; that of (0028,04x0) is 1, since
     * (0028,0400) is an element of its own.
     */
    private static final int[] REPEATING = {0xFF00FFFF, 0xFFFFFF00, 0xFFFFFF0F, 0xFFFF000F, 0xFFFF0000};

    static {
        CsvTable.read(Dictionary.class, "dicom-data-elements.csv").forEach(Dictionary::add);
        CsvTable.read(Dictionary.class, "dicom-uids.csv")
                .forEach(row -> UIDS.put(row.get(0), new UidEntry(row.get(1), row.get(2), row.get(5))));
    }

    private Dictionary() {}

    private record Entry(
            int tag, VR vr, String choices, String multiplicity, String name, boolean retired, String keyword) {}

    private record UidEntry(String name, String type, String keyword) {}

    /**
     * The VR of an element. Where PS3.6 leaves a choice, the first or, among byte strings, OW as PS3.5 section A.1 asks; a
     * private creator is LO, a group length UL, whatever else is unknown UN.
     */
    public static VR vr(int tag) {
        Entry entry = find(tag);
        if (entry != null) {
            return entry.vr;
        }
        if (Tags.isGroupLength(tag)) {
            return VR.UL;
        }
        return Tags.isPrivateCreator(tag) ? VR.LO : VR.UN;
    }

    /** The VR of an element whose choice between US and SS depends on Pixel Representation (0028,0103). */
    static VR vr(int tag, boolean signed) {
        Entry entry = find(tag);
        if (entry == null) {
            return vr(tag);
        }
        return signed && entry.vr == VR.US && entry.choices.contains("SS") ? VR.SS : entry.vr;
    }

    /** Whether an element may have this VR; true for those not in the dictionary. */
    static boolean allows(int tag, VR vr) {
        Entry entry = find(tag);
        return entry == null || entry.vr == vr || entry.choices.contains(vr.name());
    }

    /** Whether PS3.6 lists the element. */
    public static boolean contains(int tag) {
        return find(tag) != null;
    }

    /** The keyword, as {@code PatientID}. */
    public static Optional<String> keyword(int tag) {
        return Optional.ofNullable(find(tag)).map(Entry::keyword).filter(word -> !word.isEmpty());
    }

    /** The name, as {@code Patient ID}; for an unknown element its tag. */
    public static String name(int tag) {
        Entry entry = find(tag);
        return entry == null ? Tags.format(tag) : entry.name;
    }

    /** The value multiplicity as PS3.6 writes it, as {@code 1-n}. */
    public static Optional<String> multiplicity(int tag) {
        return Optional.ofNullable(find(tag)).map(Entry::multiplicity);
    }

    /** Whether PS3.6 marks the element as retired. */
    public static boolean isRetired(int tag) {
        Entry entry = find(tag);
        return entry != null && entry.retired;
    }

    /** The tag of a keyword. */
    public static OptionalInt tag(String keyword) {
        Entry entry = BY_KEYWORD.get(keyword);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.tag);
    }

    /** The name of a UID of PS3.6 annex A. */
    public static Optional<String> uidName(String uid) {
        return Optional.ofNullable(UIDS.get(uid)).map(UidEntry::name).filter(name -> !name.isEmpty());
    }

    /** The type of a UID of PS3.6 annex A, as {@code SOP Class}. */
    public static Optional<String> uidType(String uid) {
        return Optional.ofNullable(UIDS.get(uid)).map(UidEntry::type);
    }

    /** All UIDs of a type of PS3.6 annex A, in the order of their numbers as text. */
    public static List<String> uids(String type) {
        return UIDS.entrySet().stream()
                .filter(entry -> entry.getValue().type.equals(type))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The keyword of a UID of PS3.6 annex A, as {@code MRImageStorage}. */
    public static Optional<String> uidKeyword(String uid) {
        return Optional.ofNullable(UIDS.get(uid)).map(UidEntry::keyword).filter(word -> !word.isEmpty());
    }

    private static Entry find(int tag) {
        Entry entry = slot(tag);
        if (entry != null || Tags.isPrivate(tag) || Tags.isGroupLength(tag)) {
            return entry;
        }
        return switch (Tags.group(tag) & 0xFF00) {
            case 0x5000, 0x6000, 0x7F00 -> slot(tag & REPEATING[0]);
            case 0x0000, 0x1000 -> findRepeatingElement(tag);
            default -> null;
        };
    }

    private static Entry findRepeatingElement(int tag) {
        return switch (Tags.group(tag)) {
            case 0x0020 -> Tags.element(tag) >>> 8 == 0x31 ? slot(tag & REPEATING[1]) : null;
            case 0x0028 ->
                switch (Tags.element(tag) >>> 8) {
                    case 4 -> slot(tag & REPEATING[2] | 0x10);
                    case 8 -> slot(tag & REPEATING[2]);
                    default -> null;
                };
            case 0x1000 -> slot(tag & REPEATING[3]);
            case 0x1010 -> slot(tag & REPEATING[4]);
            default -> null;
        };
    }

    private static Entry slot(int tag) {
        int slot = hash(tag);
        while (SLOTS[slot] != null) {
            if (SLOT_TAGS[slot] == tag) {
                return SLOTS[slot];
            }
            slot = slot + 1 & SLOTS.length - 1;
        }
        return null;
    }

    private static int hash(int tag) {
        return tag * 0x9E3779B9 >>> 32 - SLOTS_LOG2;
    }

    private static void add(List<String> row) {
        String first = row.get(0).replace("002804x", "0028041").replace('x', '0');
        int tag = Integer.parseUnsignedInt(first, 16);
        String choices = row.get(1);
        boolean retired = !row.get(4).isEmpty();
        Entry entry = new Entry(tag, preferred(choices), choices, row.get(2), row.get(3), retired, row.get(5));
        int slot = hash(tag);
        while (SLOTS[slot] != null) {
            slot = slot + 1 & SLOTS.length - 1;
        }
        SLOTS[slot] = entry;
        SLOT_TAGS[slot] = tag;
        if (!entry.keyword.isEmpty()) {
            BY_KEYWORD.put(entry.keyword, entry);
        }
    }

    private static VR preferred(String choices) {
        if (choices.contains("OW")) {
            return VR.OW;
        }
        return VR.of(choices.substring(0, 2)).orElse(VR.UN);
    }
}
