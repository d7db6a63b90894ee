package org.confluens.template;

import org.confluens.sr.Code;

/** The concept names that the templates of PS3.16 themselves fix. */
final class Concepts {
    // TID 1204, 1002-1005
    static final Code LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
    static final Code OBSERVER_TYPE = dcm("121005", "Observer Type");
    static final Code PERSON = dcm("121006", "Person");
    static final Code DEVICE = dcm("121007", "Device");
    static final Code PERSON_NAME = dcm("121008", "Person Observer Name");
    static final Code PERSON_ORGANIZATION = dcm("121009", "Person Observer's Organization Name");
    static final Code PERSON_ROLE = dcm("121011", "Person Observer's Role in this Procedure");
    static final Code DEVICE_UID = dcm("121012", "Device Observer UID");
    static final Code DEVICE_NAME = dcm("121013", "Device Observer Name");
    static final Code DEVICE_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_MODEL = dcm("121015", "Device Observer Model Name");
    static final Code DEVICE_SERIAL = dcm("121016", "Device Observer Serial Number");
    // TID 1500, 1501, 300
    static final Code PROCEDURE_CODE = dcm("121023", "Procedure Code");
    static final Code PROCEDURE_REPORTED = dcm("121058", "Procedure reported");
    static final Code TITLE_MODIFIER = dcm("113011", "Document Title Modifier");
    static final Code MEASUREMENT_GROUP = dcm("125007", "Measurement Group");
    static final Code TRACKING_IDENTIFIER = dcm("112039", "Tracking Identifier");
    static final Code TRACKING_UID = dcm("112040", "Tracking Unique Identifier");
    static final Code FINDING_SITE = new Code("363698007", "SCT", "Finding Site");
    static final Code LATERALITY = new Code("272741003", "SCT", "Laterality");
    static final Code LEVEL = new Code("106233006", "SCT", "Topographical modifier");
    // TID 4019
    static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");

    private Concepts() {}

    private static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }
}
