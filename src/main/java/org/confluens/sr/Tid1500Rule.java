package org.confluens.sr;

/**
 * What a measurement report (PS3.16 TID 1500) must keep so that the programs that read such reports understand it. Beside
 * the template itself these are the expectations of highdicom, dcmqi, OHIF and its cornerstone3D adapters, some of which
 * fail where one is not met. Each names the source files that it was read from.
 */
public enum Tid1500Rule {
    DOCUMENT_CLASS(
            "highdicom, OHIF",
            "sop.py, getSopClassHandlerModule.ts",
            "the document is an Enhanced, Comprehensive or Comprehensive 3D SR"),
    ROOT_TITLE("OHIF", "getSopClassHandlerModule.ts", "the root is titled Imaging Measurement Report"),
    ROOT_TEMPLATE(
            "highdicom, dcmqi, cornerstone3D",
            "templates.py, TID1500Reader.cpp, MeasurementReport.ts",
            "the root says that it follows template 1500 of DCMR"),
    LANGUAGE("TID 1204", "PS3.16", "the root's language is a coded concept modifier"),
    OBSERVER(
            "dcmqi, highdicom",
            "TID1500Reader.cpp, templates.py",
            "an observer's type is given, with the person's name or the device's UID"),
    PROCEDURE_REPORTED(
            "TID 1500, dcmqi",
            "PS3.16, TID1500Reader.cpp",
            "a procedure reported is a code, wherever it stands, and a concept modifier where the root has it"),
    IMAGE_LIBRARY("OHIF", "getSopClassHandlerModule.ts", "there is an image library with a group of images"),
    MEASUREMENTS(
            "highdicom, OHIF",
            "templates.py, getSopClassHandlerModule.ts",
            "there is an Imaging Measurements container with at least one group"),
    MEASUREMENTS_ONCE(
            "highdicom, OHIF, dcmqi, cornerstone3D",
            "templates.py, getSopClassHandlerModule.ts, TID1500Reader.cpp, MeasurementReport.ts",
            "there is no second Imaging Measurements container, whose groups would not be read"),
    MEANINGS(
            "cornerstone3D",
            "MeasurementReport.ts",
            "what is looked for by its code meaning has the English one of PS3.16"),
    GROUP_TEMPLATE("highdicom", "templates.py", "a group says that it follows template 1501, 1410 or 1411 of DCMR"),
    TRACKING_IDENTIFIER(
            "highdicom, OHIF",
            "templates.py, getSopClassHandlerModule.ts",
            "a group has one Tracking Identifier, a text of its observation context"),
    TRACKING_TOOL(
            "cornerstone3D",
            "BaseAdapter3D.ts",
            "a Tracking Identifier is not one of a drawing tool of cornerstone, whose points the group would lack"),
    TRACKING_UID(
            "OHIF, highdicom",
            "getSopClassHandlerModule.ts, templates.py",
            "a group has one Tracking Unique Identifier, of its observation context"),
    TRACKING_UID_FIRST(
            "OHIF", "getSopClassHandlerModule.ts", "the first UID of a group is its Tracking Unique Identifier"),
    TRACKING_UID_ONCE(
            "OHIF",
            "getSopClassHandlerModule.ts",
            "no two groups share a Tracking Unique Identifier, or they are shown as one"),
    NAMES(
            "OHIF, cornerstone3D",
            "getSopClassHandlerModule.ts, MeasurementReport.ts",
            "each item of the root, of the measurements and of a group has a name with a Code Value"),
    ONCE("highdicom", "templates.py", "a group has at most one finding, finding category, method and session"),
    FINDING_SITE(
            "highdicom, dcmqi",
            "content.py, TID1500Reader.cpp",
            "a finding site and its modifiers are coded concept modifiers"),
    MEASUREMENT("highdicom", "templates.py", "a measurement of a group is contained in it"),
    MEASURED_VALUE(
            "highdicom, OHIF",
            "value_types.py, getSopClassHandlerModule.ts",
            "each number has a measured value with a unit, or the whole document is refused"),
    MEASUREMENT_SOURCE(
            "OHIF",
            "getSopClassHandlerModule.ts",
            "a measurement has an item below it, and is inferred first from a region of an image if at all"),
    REGION_IMAGE(
            "OHIF, cornerstone3D",
            "getSopClassHandlerModule.ts, MeasurementReport.ts",
            "the only item below a region in an image is the image"),
    REFERENCED_SEGMENT("dcmqi", "TID1500Reader.cpp", "a referenced segment of a group is an image"),
    EVALUATION(
            "highdicom, dcmqi",
            "templates.py, TID1500Reader.cpp",
            "a qualitative evaluation is a contained code or text"),
    ALGORITHM_VERSION(
            "dcmqi", "TID1500Reader.cpp", "the name of an algorithm is followed by its version among the same items"),
    VALUE_TYPE(
            "highdicom",
            "value_types.py",
            "each item below the root has a relationship and a known value type, so none is a mere reference"),
    CODE_PARTS(
            "highdicom", "coding.py", "each code has a value, a coding scheme and a meaning of at most 64 characters"),
    EVIDENCE(
            "highdicom, OHIF",
            "sop.py, getSopClassHandlerModule.ts",
            "each referenced instance stands in the evidence"),
    RETIRED_SCHEME("cornerstone3D", "MeasurementReport.ts", "no code is of the retired scheme SRT");

    private final String origin;
    private final String source;
    private final String statement;

    Tid1500Rule(String origin, String source, String statement) {
        this.origin = origin;
        this.source = source;
        this.statement = statement;
    }

    /** Who expects it. */
    public String origin() {
        return origin;
    }

    /** The files of those programs, or the part of the standard, that say so. */
    public String source() {
        return source;
    }

    /** What is expected. */
    public String statement() {
        return statement;
    }
}
