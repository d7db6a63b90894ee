package org.confluens.dicom.dimse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confluens.dicom.data.Dictionary;

/**
 * What a server offers, as the tables of a conformance statement (PS3.2): SOP classes with roles and transfer syntaxes by
 * AE title, and the statuses of each service. Made from the offers themselves, so that document and code can't differ.
 */
public final class ServiceTable {
    private static final String STATUSES = "statuses.csv";

    private final Map<String, List<ServiceOffer>> offers;

    /** One SOP class under one AE title. */
    public record Row(
            String aeTitle,
            String sopClassUid,
            String sopClassName,
            ServiceOffer.Role role,
            List<String> services,
            List<String> transferSyntaxes) {}

    /** One status that a service answers with; the service "any" is all of them. */
    public record StatusRow(String service, DimseStatus status, String meaning, String cause) {}

    private ServiceTable(Map<String, List<ServiceOffer>> offers) {
        this.offers = Map.copyOf(offers);
    }

    /** The table of offers by AE title, Verification included, which every AE serves. */
    public static ServiceTable of(Map<String, List<ServiceOffer>> offers) {
        return new ServiceTable(offers);
    }

    /** The SOP classes by AE title and name. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        offers.forEach((title, offered) -> new Services(offered)
                .offers()
                .forEach(offer -> offer.sopClasses().forEach(uid -> rows.add(row(title, uid, offer)))));
        rows.sort(Comparator.comparing(Row::aeTitle)
                .thenComparing(Row::sopClassName)
                .thenComparing(Row::sopClassUid)
                .thenComparing(Row::role));
        return rows;
    }

    private static Row row(String aeTitle, String sopClass, ServiceOffer offer) {
        List<String> syntaxes =
                offer.transferSyntaxes().stream().map(ServiceTable::name).toList();
        return new Row(aeTitle, sopClass, name(sopClass), offer.role(), services(sopClass, offer), syntaxes);
    }

    private static List<String> services(String sopClass, ServiceOffer offer) {
        DimseHandler handler = offer.handler();
        if (handler instanceof StoreHandler) {
            return List.of("C-STORE");
        } else if (handler instanceof FindHandler) {
            return List.of("C-FIND");
        } else if (handler instanceof MoveHandler) {
            return List.of("C-MOVE");
        } else if (handler instanceof GetHandler) {
            return List.of("C-GET");
        }
        return sopClass.equals(Services.VERIFICATION_CLASS)
                ? List.of("C-ECHO")
                : NormalizedServices.of((NormalizedHandler) handler);
    }

    private static String name(String uid) {
        return Dictionary.uidName(uid).orElse(uid);
    }

    /** The statuses of the services that are offered. */
    public List<StatusRow> statuses() {
        Set<String> offered = new HashSet<>(Set.of("any"));
        rows().forEach(row -> offered.addAll(row.services()));
        return allStatuses().stream()
                .filter(status -> offered.contains(status.service()))
                .toList();
    }

    /** The statuses that services can answer with. */
    static List<StatusRow> allStatuses() {
        List<StatusRow> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ServiceTable.class.getResourceAsStream(STATUSES), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", 4);
                DimseStatus status = DimseStatus.of(Integer.parseInt(cells[1], 16));
                rows.add(new StatusRow(cells[0], status, cells[2], cells[3]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The SOP classes as a Markdown table. */
    public String sopClassesAsMarkdown() {
        StringBuilder text = new StringBuilder("| AE title | SOP class | UID | role | services | transfer syntaxes |\n")
                .append("|---|---|---|---|---|---|\n");
        for (Row row : rows()) {
            text.append("| %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            row.aeTitle(),
                            row.sopClassName(),
                            row.sopClassUid(),
                            row.role(),
                            String.join(", ", row.services()),
                            String.join(", ", row.transferSyntaxes())));
        }
        return text.toString();
    }

    /** The statuses as a Markdown table. */
    public String statusesAsMarkdown() {
        StringBuilder text = new StringBuilder("| service | status | meaning | when |\n|---|---|---|---|\n");
        for (StatusRow row : statuses()) {
            text.append("| %s | %s | %s | %s |\n".formatted(row.service(), row.status(), row.meaning(), row.cause()));
        }
        return text.toString();
    }
}
