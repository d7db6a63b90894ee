package org.confluens.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.sr.DicomTime;

/** Turns an attribute or a constant of the template into a value of an item; what does not fit is no proposal. */
final class ProposalReader {
    private final Item item;
    private final ProposalSource source;

    ProposalReader(Item item, ProposalSource source) {
        this.item = item;
        this.source = source;
    }

    List<Value> read(List<Dataset> datasets) {
        if (source.tag().isEmpty()) {
            return source.constant().flatMap(this::value).stream().toList();
        }
        Set<String> texts = texts(datasets);
        if (source.constant().isPresent()) {
            String wanted = source.whenText().orElse("").toUpperCase(Locale.ROOT);
            boolean holds =
                    texts.stream().anyMatch(t -> t.toUpperCase(Locale.ROOT).contains(wanted));
            return holds ? value(source.constant().get()).stream().toList() : List.of();
        }
        return texts.stream().flatMap(t -> value(t).stream()).toList();
    }

    private Set<String> texts(List<Dataset> datasets) {
        int tag = source.tag().getAsInt();
        Set<String> texts = new LinkedHashSet<>();
        for (Dataset dataset : datasets) {
            List<Dataset> places = new ArrayList<>();
            places.add(dataset);
            places.addAll(dataset.items(Tag.RequestAttributesSequence));
            places.addAll(dataset.items(Tag.ScheduledProcedureStepSequence));
            places.stream()
                    .flatMap(place -> place.contains(tag) ? place.strings(tag).stream() : Stream.empty())
                    .filter(text -> !text.isBlank())
                    .forEach(texts::add);
        }
        return texts;
    }

    private Optional<Value> value(String text) {
        return switch (item.type()) {
            case CODE ->
                item.values().stream()
                        .flatMap(set -> set.codes().stream())
                        .filter(code -> CodeBook.reference(code).equals(text))
                        .findFirst()
                        .map(Value::of);
            case NUM -> number(text);
            case TEXT -> Optional.of(Value.of(ValueChecks.withoutControls(text).strip()));
            case DATE -> DicomTime.parseDate(text).map(Value.DateValue::new);
            case DATETIME -> DicomTime.parseDateTime(text).map(t -> new Value.DateTimeValue(text));
            default -> Optional.empty();
        };
    }

    private Optional<Value> number(String text) {
        try {
            BigDecimal number = Value.NumberValue.parse(text.strip()).number();
            BigDecimal inUnit = source.factor().map(number::multiply).orElse(number);
            return item.range()
                    .filter(r -> Value.NumberValue.isPlain(inUnit) && r.contains(inUnit) && r.isOnStep(inUnit))
                    .map(r -> new Value.NumberValue(inUnit));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
