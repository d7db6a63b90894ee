package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.confluens.sr.Code;
import org.confluens.template.Cardinality;
import org.confluens.template.CodeBook;
import org.confluens.template.Condition;
import org.confluens.template.Group;
import org.confluens.template.Item;
import org.confluens.template.Node;
import org.confluens.template.NumberRange;
import org.confluens.template.Section;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;
import org.confluens.template.Texts;
import org.confluens.template.ValueSet;
import org.confluens.template.VeinAnatomy;

/** A template as JSON that a page can make a form of: sections, items, choices, conditions, labels in one language. */
final class FormJson {

    private final Template template;
    private final CodeBook codes;
    private final Texts texts;
    private final Locale language;

    private FormJson(Template template, TemplateCatalogue catalogue, Locale language) {
        this.template = template;
        this.codes = catalogue.codes();
        this.texts = catalogue.texts();
        this.language = language;
    }

    static JsonObject of(Template template, TemplateCatalogue catalogue, Locale language) {
        return new FormJson(template, catalogue, language).write();
    }

    private JsonObject write() {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("id", template.id())
                .add("version", template.version())
                .add("title", texts.text(template.title(), language))
                .add("language", language.toLanguageTag())
                .add("status", template.status().name());
        texts.text(template.help(), language).ifPresent(help -> json.add("help", help));
        template.examination().ifPresent(examination -> json.add("examination", examination.name()));
        JsonArrayBuilder sections = JSON.createArrayBuilder();
        template.sections().forEach(section -> sections.add(section(section)));
        return json.add("sections", sections).build();
    }

    private JsonObject section(Section section) {
        JsonObjectBuilder json =
                group(section.group()).add("section", section.kind().name());
        section.role().ifPresent(role -> json.add("role", role.name()));
        if (section.isSegments()) {
            JsonArrayBuilder rows = JSON.createArrayBuilder();
            template.veins().entries().forEach(entry -> rows.add(row(entry, section)));
            json.add("everySegment", section.everySegment()).add("rows", rows);
        }
        return json.build();
    }

    private JsonObject row(VeinAnatomy.Entry entry, Section section) {
        boolean expected = section.everySegment()
                && template.examination().filter(entry.expectedBy()::contains).isPresent();
        boolean assessable =
                template.examination().filter(entry.segment()::isAssessableBy).isPresent();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("segment", entry.segment().id())
                .add("vein", entry.veinId())
                .add("veinLabel", texts.text(entry.vein(), language))
                .add("label", texts.text(entry.label(), language))
                .add("expected", expected)
                .add("assessable", assessable || template.examination().isEmpty())
                .add("oftenPhysiological", entry.segment().oftenPhysiological());
        entry.segment().laterality().ifPresent(side -> json.add("laterality", label(side)));
        return json.build();
    }

    private JsonObjectBuilder group(Group group) {
        JsonArrayBuilder children = JSON.createArrayBuilder();
        group.children()
                .forEach(child ->
                        children.add(child instanceof Group inner ? group(inner).build() : item((Item) child)));
        return node(group, "group").add("children", children);
    }

    private JsonObject item(Item item) {
        JsonObjectBuilder json = node(item, "item")
                .add("type", item.type().name())
                .add("clinical", item.clinical())
                .add("derived", item.isDerived());
        item.role().ifPresent(role -> json.add("role", role.id()));
        item.values().ifPresent(set -> json.add("options", options(set)).add("extensible", set.extensible()));
        item.range().ifPresent(range -> json.add("range", range(range)));
        addConditions(json, "requiredWhen", item.requiredWhen());
        if (!item.suggestions().isEmpty()) {
            JsonArrayBuilder suggestions = JSON.createArrayBuilder();
            item.suggestions().forEach(suggestion -> suggestions.add(texts.text(suggestion, language)));
            json.add("suggestions", suggestions);
        }
        if (!item.veins().isEmpty()) {
            json.add(
                    "veins",
                    JSON.createArrayBuilder(item.veins().stream().sorted().toList()));
        }
        return json.build();
    }

    private JsonObjectBuilder node(Node node, String kind) {
        Cardinality cardinality = node.cardinality();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("kind", kind)
                .add("id", node.id())
                .add("label", texts.text(node.label(), language))
                .add("min", cardinality.minimum());
        if (cardinality.maximum() != Cardinality.UNBOUNDED) {
            json.add("max", cardinality.maximum());
        }
        texts.text(node.help(), language).ifPresent(help -> json.add("help", help));
        addConditions(json, "appliesWhen", node.appliesWhen());
        return json;
    }

    private static void addConditions(JsonObjectBuilder json, String name, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return;
        }
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (Condition condition : conditions) {
            JsonObjectBuilder one = JSON.createObjectBuilder().add("item", condition.itemId());
            if (!condition.codes().isEmpty()) {
                one.add(
                        "is",
                        JSON.createArrayBuilder(condition.codes().stream()
                                .map(CodeBook::reference)
                                .sorted()
                                .toList()));
            }
            condition.atLeast().ifPresent(least -> one.add("atLeast", least));
            array.add(one.add("filled", condition.filled()));
        }
        json.add(name, array);
    }

    private JsonArray options(ValueSet set) {
        JsonArrayBuilder options = JSON.createArrayBuilder();
        for (Code code : set.codes()) {
            JsonObjectBuilder option =
                    JSON.createObjectBuilder(ValuesJson.write(code)).add("label", label(code));
            codes.entry(code)
                    .filter(entry -> !entry.means().isEmpty())
                    .ifPresent(entry -> option.add(
                            "means",
                            JSON.createArrayBuilder(
                                    entry.means().stream().sorted().toList())));
            options.add(option);
        }
        return options.build();
    }

    private static JsonObject range(NumberRange range) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("unit", range.unit().value())
                .add("unitMeaning", range.unit().meaning());
        range.minimum().ifPresent(minimum -> json.add("minimum", minimum));
        range.maximum().ifPresent(maximum -> json.add("maximum", maximum));
        range.step().ifPresent(step -> json.add("step", step));
        return json.build();
    }

    private String label(Code code) {
        return texts.text(codes.label(code), language);
    }
}
