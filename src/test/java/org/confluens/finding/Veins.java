package org.confluens.finding;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.sr.Code;

/** A small anatomy for tests: the internal jugular veins in three segments a side, the azygos arch, a deep vein. */
public final class Veins {
    public static final Code LEFT = new Code("7771000", "SCT", "Left");
    public static final Code RIGHT = new Code("24028007", "SCT", "Right");
    public static final Code JUGULAR = new Code("12123001", "SCT", "Internal jugular vein");
    public static final Code AZYGOS = new Code("72107004", "SCT", "Azygos vein");
    public static final Code VERTEBRAL = new Code("23664000", "SCT", "Structure of vertebral vein");

    public static final Code SAGITTAL_SINUS = new Code("24773008", "SCT", "Superior sagittal sinus structure");

    private static final Set<Examination> ALL = Examination.all();

    private Veins() {}

    public static Anatomy anatomy() {
        return new Anatomy(Stream.concat(jugulars(), others()).toList());
    }

    public static Segment segment(String id) {
        return anatomy().segment(id).orElseThrow();
    }

    private static Stream<Segment> jugulars() {
        return Stream.of("L", "R").flatMap(side -> Stream.of("J1", "J2", "J3").map(level -> jugular(side, level)));
    }

    private static Segment jugular(String side, String level) {
        return new Segment(
                "IJV-" + side + "-" + level,
                JUGULAR,
                Optional.of("L".equals(side) ? LEFT : RIGHT),
                Optional.of(new Code("SEG_" + level, "99CCSVI", level)),
                ALL,
                "J3".equals(level));
    }

    private static Stream<Segment> others() {
        return List.of(
                new Segment(
                        "AZ-ARCH",
                        AZYGOS,
                        Optional.empty(),
                        Optional.of(new Code("SEG_AZ_ARCH", "99CCSVI", "Azygos arch segment")),
                        Set.of(Examination.CATHETER, Examination.IVUS),
                        false),
                new Segment("VV-L", VERTEBRAL, Optional.of(LEFT), Optional.empty(), ALL, false),
                new Segment(
                        "SSS",
                        SAGITTAL_SINUS,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(Examination.MRV, Examination.CTV),
                        false))
                .stream();
    }
}
