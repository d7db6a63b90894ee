package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake that a department can make in a file is reported with the file, the line and the rule. */
class TemplateProblemsTest {

    private static List<TemplateProblem> problemsAfter(String file, String from, String to) throws Exception {
        Map<String, byte[]> files = new TreeMap<>(TemplateFiles.packaged());
        String text = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        files.put(
                file, text.replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8));
        return catchThrowableOfType(TemplateException.class, () -> TemplateCatalogue.read(files))
                .problems();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mr-venography.xml | </template> | </templat> | xml",
                "mr-venography.xml | concept=\"DCM:113744\" | concept=\"posture\" | schema",
                "mr-venography.xml | values=\"postures\" | values=\"postures\" role=\"posture\" | schema",
                "mr-venography.xml | concept=\"DCM:113744\" | concept=\"DCM:999999\" | unknown-code",
                "mr-venography.xml | values=\"postures\" | values=\"poses\" | unknown-value-set",
                "mr-venography.xml | <include set=\"head-position\"/> | <include set=\"head\"/> | unknown-set",
                "mr-venography.xml | dicom=\"ContrastBolusVolume\" | dicom=\"ContrastVolume\" | unknown-attribute",
                "mr-venography.xml | unit=\"UCUM:cm/s\" | unit=\"SCT:7771000\" | unit",
                "mr-venography.xml | minimum=\"1\" maximum=\"500\" | minimum=\"501\" maximum=\"500\" | range",
                "mr-venography.xml | id=\"breathing\" type=\"CODE\" | id=\"posture\" type=\"CODE\" | duplicate-id",
                "mr-venography.xml | type=\"TEXT\" concept=\"DCM:121065\" min=\"1\" max=\"*\" | type=\"TEXT\" concept=\"DCM:121065\" min=\"3\" max=\"2\" | cardinality",
                "duplex-ultrasound.xml | first=\"csa-supine\" | first=\"csa-lying\" | unknown-item",
                "duplex-ultrasound.xml | concept=\"99CCSVI:CSA_UPRIGHT\" | concept=\"99CCSVI:CSA_SUPINE\" | ambiguous",
                "shared-items.xml | veins=\"vertebral\" | veins=\"vertebrals\" | unknown-vein",
                "shared-items.xml | item=\"assessment\" is=\"99CCSVI:ASSESSED\" | item=\"judgement\" is=\"99CCSVI:ASSESSED\" | unknown-item",
                "shared-items.xml | item=\"assessment\" is=\"99CCSVI:ASSESSED\" | item=\"stenosis\" is=\"SCT:52101004\" | cycle",
                "shared-items.xml | item=\"stenosis\" is=\"SCT:52101004 SCT:373068000\" | item=\"stenosis\" is=\"SCT:17621005\" | condition",
                "shared-items.xml | item=\"image-quality\" is=\"DCM:122742 DCM:111235\" | item=\"image-quality\" at-least=\"2\" | condition",
                "shared-items.xml | item=\"image-quality\" is=\"DCM:122742 DCM:111235\" | item=\"collateral-vein\" filled=\"true\" | unknown-item",
                "shared-items.xml | <propose value=\"50\"/> | <propose value=\"5\"/> | propose",
                "ivus.xml | first=\"area-rest\" second=\"reference-area\" | first=\"area-rest\" second=\"area-reduction\" | cycle",
                "ivus.xml | first=\"area-rest\" second=\"reference-area\" | first=\"area-rest\" second=\"perimeter\" | computed",
                "ivus.xml | first=\"area-rest\" second=\"reference-area\" | first=\"area-rest\" | computed",
                "duplex-ultrasound.xml | function=\"count\" | function=\"two-of-five\" | computed",
                "venoplasty.xml | <label>Anaesthesia</label> | <label>Anaesthesia</label><fixed>None</fixed> | text",
                "venoplasty.xml | id=\"consent\" | id=\"a123456789-123456789-123456789-123456789-123456789-123456789-1234\" | schema",
                "anatomy.xml | id=\"IJV-R-J2\" | id=\"IJV-R-J1\" | duplicate-id",
                "anatomy.xml | level=\"99CCSVI:SEG_J1\" | level=\"99CCSVI:SEG_J9\" | unknown-code",
                "selection-rules.xml | template=\"ivus\" | template=\"ivvs\" | unknown-template",
                "mr-venography.xml | identifier=\"CCSVI_MRV\" | identifier=\"CCSVI_CTV\" | duplicate-identifier",
                "mr-venography.xml | code=\"99CCSVI:RPT_MRV\" | code=\"99CCSVI:RPT_CTV\" | duplicate-identifier",
                "mr-venography.xml | identifier=\"CCSVI_MRV\" | status=\"retired\" identifier=\"CCSVI_MRV\" | unknown-template",
                "codes.xml | means=\"present\" | means=\"there\" | unknown-meaning",
                "language-de.xml | <t en=\"Stenosis\"> | <t en=\"Septum\"> | duplicate-text"
            })
    void namesFileLineAndRule(String file, String from, String to, String rule) throws Exception {
        assertThat(problemsAfter(file, from, to)).anySatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.file()).endsWith(".xml");
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).isNotBlank();
        });
    }

    @Test
    void aMistakeInASharedItemIsFoundAtItsPlace() throws Exception {
        String before = new String(TemplateFiles.packaged().get("shared-items.xml"), StandardCharsets.UTF_8);
        int line = (int)
                before.substring(0, before.indexOf("id=\"level\"")).lines().count();
        assertThat(problemsAfter("shared-items.xml", "id=\"level\" type=\"CODE\"", "id=\"level\" type=\"TEXT\""))
                .isNotEmpty()
                .allSatisfy(problem -> {
                    assertThat(problem.file()).isEqualTo("shared-items.xml");
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.rule()).isEqualTo("values");
                });
    }

    @Test
    void aPrivateCodeNeedsADefinition() throws Exception {
        assertThat(problemsAfter(
                        "codes.xml",
                        "<code id=\"99CCSVI:RPT_CTV\"",
                        "<code id=\"99CCSVI:OWN_CODE\" meaning=\"Own\"/><code id=\"99CCSVI:RPT_CTV\""))
                .extracting(TemplateProblem::rule)
                .containsExactly("definition-missing");
    }

    @Test
    void readsNoDocumentTypeAndNothingFromElsewhere() throws Exception {
        Map<String, byte[]> files = new TreeMap<>(TemplateFiles.packaged());
        String text = new String(files.get("mr-venography.xml"), StandardCharsets.UTF_8)
                .replaceFirst("<template", "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<template")
                .replaceFirst("<title>", "<title>&x;");
        files.put("mr-venography.xml", text.getBytes(StandardCharsets.UTF_8));
        assertThat(catchThrowableOfType(TemplateException.class, () -> TemplateCatalogue.read(files))
                        .problems())
                .isNotEmpty();
    }
}
