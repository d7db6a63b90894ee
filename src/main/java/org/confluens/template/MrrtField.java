package org.confluens.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A field of an MRRT page: marked as such, or plainly an input, a choice or a text area, as in the templates of the first
 * years. Check boxes and radio buttons of one name are one field.
 *
 * @param parts the elements that make it, the first standing for it
 */
record MrrtField(List<MrrtElement> parts) {
    private static final List<String> NO_INPUT =
            List.of("hidden", "submit", "button", "reset", "image", "file", "password");

    /** An answer of a choice: the id of its element, and what people read. */
    record Option(String id, String label) {}

    /** The fields of a section, without those of sections inside it. */
    static List<MrrtField> of(MrrtElement section) {
        Map<String, MrrtField> fields = new LinkedHashMap<>();
        fields(section).forEach(element -> {
            String group = element.has("data-field-type") || !isTick(element) ? "" : element.attribute("name");
            String key = group.isBlank() ? "#" + fields.size() : element.attribute("type") + " " + group;
            fields.computeIfAbsent(key, k -> new MrrtField(new ArrayList<>()))
                    .parts()
                    .add(element);
        });
        return List.copyOf(fields.values());
    }

    private static Stream<MrrtElement> fields(MrrtElement element) {
        return element.elements()
                .filter(child -> !child.name().equals("section"))
                .flatMap(child -> isField(child) ? Stream.of(child) : fields(child));
    }

    private static boolean isField(MrrtElement element) {
        return element.has("data-field-type")
                || element.name().equals("textarea")
                || element.name().equals("select")
                || element.name().equals("input")
                        && !NO_INPUT.contains(element.attribute("type").toLowerCase(Locale.ROOT));
    }

    private static boolean isTick(MrrtElement element) {
        String type = element.attribute("type").toLowerCase(Locale.ROOT);
        return element.name().equals("input") && (type.equals("checkbox") || type.equals("radio"));
    }

    MrrtElement first() {
        return parts.get(0);
    }

    String id() {
        return first().attribute("id");
    }

    ItemType type() {
        String kind = first().attribute("data-field-type").toUpperCase(Locale.ROOT);
        String input = first().attribute("type").toLowerCase(Locale.ROOT);
        if (kind.equals("NUMBER") || input.equals("number") || input.equals("range")) {
            return ItemType.NUM;
        }
        if (kind.equals("DATE") || input.equals("date")) {
            return ItemType.DATE;
        }
        if (kind.equals("TIME") || input.equals("time")) {
            return ItemType.TIME;
        }
        return input.equals("datetime-local") ? ItemType.DATETIME : ItemType.TEXT;
    }

    boolean isRequired() {
        return parts.stream()
                .anyMatch(p ->
                        p.attribute("data-field-completion-action").equalsIgnoreCase("PROHIBIT") || p.has("required"));
    }

    boolean takesSeveral() {
        boolean boxes = parts.size() > 1 && first().attribute("type").equalsIgnoreCase("checkbox");
        boolean group = first().attribute("data-field-type").equalsIgnoreCase("CHECKBOX")
                && first().all("input").count() > 1;
        return first().has("multiple") || boxes || group;
    }

    /** A single box to tick, which answers with yes or no. */
    boolean isTickBox() {
        return parts.size() == 1
                && first().name().equals("input")
                && first().attribute("type").equalsIgnoreCase("checkbox");
    }

    /** Whether people may answer with what is not among the options. */
    boolean isOpen() {
        return first().has("list");
    }

    boolean isFilledFromElsewhere() {
        return first().attribute("data-field-merge-flag").equalsIgnoreCase("true")
                || first().attribute("data-field-type").equalsIgnoreCase("MERGE");
    }

    /** The answers offered, without blank ones. */
    List<Option> options(MrrtElement page) {
        Stream<MrrtElement> found = Stream.of(
                        isTickBox()
                                ? Stream.<MrrtElement>empty()
                                : parts.stream().filter(MrrtField::isTick),
                        first().all("option"),
                        first().all("input").filter(MrrtField::isTick),
                        page.all("datalist")
                                .filter(list ->
                                        list.has("id") && list.attribute("id").equals(first().attribute("list")))
                                .flatMap(list -> list.all("option")))
                .flatMap(elements -> elements);
        return found.map(element -> new Option(element.attribute("id"), label(element, page)))
                .filter(option -> !option.label().isBlank())
                .toList();
    }

    private static String label(MrrtElement element, MrrtElement page) {
        if (element.name().equals("option")) {
            return element.words().isBlank() ? element.attribute("value").strip() : element.words();
        }
        Optional<String> said = Optional.of(element.attribute("value").strip())
                .filter(value -> !value.isEmpty() && !value.equals("on"));
        return said.or(() -> labelFor(element, page)).orElse("");
    }

    static Optional<String> labelFor(MrrtElement element, MrrtElement page) {
        return page.all("label")
                .filter(l -> element.has("id") && l.attribute("for").equals(element.attribute("id")))
                .map(MrrtElement::words)
                .filter(words -> !words.isBlank())
                .findFirst();
    }
}
