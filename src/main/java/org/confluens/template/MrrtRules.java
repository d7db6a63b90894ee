package org.confluens.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the profile Management of Radiology Report Templates (IHE Radiology, rev. 1.6) asks of a template's page. */
final class MrrtRules {
    private static final List<String> DUBLIN_CORE = List.of(
            "dcterms.title",
            "dcterms.identifier",
            "dcterms.description",
            "dcterms.type",
            "dcterms.language",
            "dcterms.publisher",
            "dcterms.rights",
            "dcterms.license",
            "dcterms.date",
            "dcterms.creator");
    private static final Set<String> STATUS = Set.of("DRAFT", "ACTIVE", "RETIRED");
    private static final Set<String> FIELD_TYPES =
            Set.of("TEXT", "TEXTAREA", "NUMBER", "SELECTION_LIST", "CHECKBOX", "DATE", "TIME", "MERGE");
    private static final Set<String> COMPLETION_ACTIONS = Set.of("NONE", "ALERT", "PROHIBIT");

    private final List<String> broken = new ArrayList<>();

    private MrrtRules() {}

    /** The rules that a page breaks; none for a template of the profile. */
    static List<String> broken(MrrtElement page) {
        MrrtRules rules = new MrrtRules();
        rules.once(page, "html");
        rules.once(page, "head");
        rules.once(page, "body");
        rules.once(page, "title");
        rules.check(xml(page).size() == 1, "one <script type=\"text/xml\"> is expected");
        rules.once(page, "template_attributes");
        rules.once(page, "coded_content");
        rules.meta(page);
        rules.attributes(page);
        rules.sections(page);
        rules.fields(page);
        return rules.broken.stream().distinct().toList();
    }

    /** The profile's own script; one with a program in it is no part of a template. */
    private static List<MrrtElement> xml(MrrtElement page) {
        return page.all("script")
                .filter(s -> s.attribute("type").equals("text/xml"))
                .toList();
    }

    private void check(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private void once(MrrtElement page, String element) {
        check(page.all(element).count() == 1, "one <" + element + "> is expected");
    }

    private void meta(MrrtElement page) {
        check(page.all("meta").filter(m -> m.has("charset")).count() == 1, "one meta charset is expected");
        for (String name : DUBLIN_CORE) {
            check(
                    page.all("meta")
                            .anyMatch(m -> m.attribute("name").equals(name)
                                    && !m.attribute("content").isBlank()),
                    "meta " + name + " is expected");
        }
        check(
                page.all("meta")
                        .filter(m -> m.attribute("name").equals("dcterms.type"))
                        .allMatch(m -> m.attribute("content").equals("IMAGE_REPORT_TEMPLATE")),
                "dcterms.type is IMAGE_REPORT_TEMPLATE");
    }

    private void attributes(MrrtElement page) {
        check(page.all("status").allMatch(s -> STATUS.contains(s.words())), "status is one of " + STATUS);
        check(
                page.all("coding_scheme")
                        .allMatch(s -> !s.attribute("name").isBlank()
                                && !s.attribute("designator").isBlank()),
                "a coding scheme has name and designator");
        check(page.all("term").allMatch(t -> t.all("code").count() == 1), "a term has one code");
        check(
                page.all("code")
                        .allMatch(c -> Stream.of("meaning", "value", "scheme").allMatch(c::has)),
                "a code has meaning, value and scheme");
        Set<String> ids = new HashSet<>();
        check(page.all().filter(e -> e.has("id")).allMatch(e -> ids.add(e.attribute("id"))), "an id is there once");
        check(
                page.all("entry").allMatch(e -> ids.contains(e.attribute("origtxt"))),
                "an entry of the coded content refers to an element of the page");
    }

    private void sections(MrrtElement page) {
        check(page.all("section").findAny().isPresent(), "a section is expected");
        check(
                page.all("section")
                        .noneMatch(s -> s.attribute("data-section-name").isBlank()),
                "a section has a data-section-name");
    }

    private void fields(MrrtElement page) {
        Set<String> ids = new HashSet<>();
        List<MrrtElement> fields =
                page.all().filter(e -> e.has("data-field-type")).toList();
        fields.forEach(f -> ids.add(f.attribute("id")));
        check(!ids.contains(""), "a field has an id");
        for (MrrtElement field : fields) {
            check(FIELD_TYPES.contains(field.attribute("data-field-type")), "field types are " + FIELD_TYPES);
            check(
                    COMPLETION_ACTIONS.contains(field.attribute("data-field-completion-action")),
                    "completion actions are " + COMPLETION_ACTIONS);
        }
        check(
                page.all("input")
                        .filter(i -> !i.attribute("type").equals("checkbox"))
                        .allMatch(i -> i.has("data-field-type")),
                "an input is a field");
        check(page.all("label").allMatch(l -> ids.contains(l.attribute("for"))), "a label is for a field");
    }
}
