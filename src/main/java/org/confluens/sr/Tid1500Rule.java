package org.confluens.sr;

/**
 * What a measurement report (PS3.16 TID 1500) must keep so that the programs that read such reports understand it. Beside
 * the template itself these are the expectations of highdicom, dcmqi and OHIF, some of which fail where one is not met.
 */
public enum Tid1500Rule {
    DOCUMENT_CLASS("OHIF", "the document is a Basic Text, Enhanced, Comprehensive or Comprehensive 3D SR"),
    ROOT_TITLE("OHIF", "the root is titled Imaging Measurement Report"),
    ROOT_TEMPLATE("highdicom, dcmqi", "the root says that it follows template 1500 of DCMR"),
    LANGUAGE("TID 1204", "the root's language is a coded concept modifier"),
    OBSERVER("dcmqi, highdicom", "an observer's type is given, with the person's name or the device's UID"),
    PROCEDURE_REPORTED("TID 1500", "a procedure reported is a coded concept modifier of the root"),
    IMAGE_LIBRARY("OHIF", "there is an image library with a group of images"),
    MEASUREMENTS("highdicom, OHIF", "there is an Imaging Measurements container with at least one group"),
    GROUP_TEMPLATE("highdicom", "a group says that it follows template 1501, 1410 or 1411 of DCMR"),
    TRACKING_IDENTIFIER("highdicom", "a group has one Tracking Identifier, a text of its observation context"),
    TRACKING_UID("OHIF, highdicom", "a group has one Tracking Unique Identifier, of its observation context"),
    TRACKING_UID_FIRST("OHIF", "the first UID of a group is its Tracking Unique Identifier"),
    TRACKING_UID_ONCE("OHIF", "no two groups share a Tracking Unique Identifier, or they are shown as one"),
    NAMES("OHIF", "each item of the root, of the measurements and of a group has a name with a Code Value"),
    ONCE("highdicom", "a group has at most one finding, finding category, method and session"),
    FINDING_SITE("highdicom, dcmqi", "a finding site and its modifiers are coded concept modifiers"),
    MEASUREMENT("highdicom", "a measurement of a group is contained in it and has a unit if it has a value"),
    MEASUREMENT_SOURCE(
            "OHIF", "a measurement has an item below it, and is inferred first from a region of an image if at all"),
    EVALUATION("highdicom", "a qualitative evaluation is a contained code or text"),
    EVIDENCE("highdicom, OHIF", "each referenced instance stands in the evidence"),
    RETIRED_SCHEME("cornerstone3D", "no code is of the retired scheme SRT");

    private final String origin;
    private final String statement;

    Tid1500Rule(String origin, String statement) {
        this.origin = origin;
        this.statement = statement;
    }

    /** Who expects it. */
    public String origin() {
        return origin;
    }

    /** What is expected. */
    public String statement() {
        return statement;
    }
}
