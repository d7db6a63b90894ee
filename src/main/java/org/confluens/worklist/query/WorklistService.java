package org.confluens.worklist.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.config.Settings;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistWiring;

/** Offers the modality worklist under both AE titles. */
@ApplicationScoped
public class WorklistService implements ServiceProvider {

    private WorklistFind find;

    protected WorklistService() {}

    @Inject
    WorklistService(WorklistWiring wiring) {
        this.find = new WorklistFind(
                new WorklistSearch(wiring.database(), wiring.settings().integer("confluens.worklist.searches")),
                policy(wiring),
                wiring.clock());
    }

    @Override
    public AeRole role() {
        return AeRole.BOTH;
    }

    @Override
    public List<ServiceOffer> offers() {
        List<String> syntaxes = List.of(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid(),
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN.uid(),
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.uid());
        return List.of(new ServiceOffer(Set.of(UID.ModalityWorklistInformationModelFind), syntaxes, find)
                .answering((sopClass, asked) -> conformance(asked)));
    }

    /**
     * PS3.4 section K.5.1.2: names are not matched by their sound, and no query is adjusted to a time zone. The first two
     * bytes are always 1; as many sub-fields are answered as were offered, three at least and four at most.
     */
    static Optional<byte[]> conformance(byte[] asked) {
        return asked.length < 3
                ? Optional.empty()
                : Optional.of(asked.length == 3 ? new byte[] {1, 1, 0} : new byte[] {1, 1, 0, 0});
    }

    private static WorklistPolicy policy(WorklistWiring wiring) {
        Settings settings = wiring.settings();
        Set<StepState> shown = EnumSet.allOf(StepState.class);
        shown.removeAll(list(settings, "confluens.worklist.hidden-states").stream()
                .map(WorklistService::state)
                .collect(Collectors.toSet()));
        return new WorklistPolicy(
                settings.integer("confluens.worklist.limit"),
                shown,
                settings.duration("confluens.worklist.expire-after"),
                Set.copyOf(list(settings, "confluens.worklist.filter-by-caller")),
                wiring.stations(),
                settings.text("confluens.worklist.character-set"),
                settings.text("confluens.worklist.publish").isEmpty()
                        || settings.flag("confluens.worklist.serve-published"));
    }

    private static StepState state(String term) {
        return StepState.ofTerm(term)
                .orElseThrow(() -> new IllegalArgumentException("confluens.worklist.hidden-states names '" + term
                        + "'; allowed are " + Arrays.toString(StepState.values())));
    }

    private static List<String> list(Settings settings, String key) {
        return Arrays.stream(settings.text(key).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .toList();
    }
}
