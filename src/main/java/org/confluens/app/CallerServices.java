package org.confluens.app;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.CallerPolicy;
import org.confluens.dicom.dimse.CallerRule;

/**
 * Who may call, and for what. The rules decide who comes in, by AE title, host and certificate; the services then go by
 * the AE title, which those rules have tied to host and certificate.
 */
final class CallerServices implements CallerPolicy {

    private static final String OTHERS = "*";
    private static final Map<String, String> BY_SOP_CLASS = Map.of(
            UID.Verification, "verification",
            UID.ModalityWorklistInformationModelFind, "worklist",
            UID.ModalityPerformedProcedureStep, "mpps",
            UID.ModalityPerformedProcedureStepRetrieve, "mpps",
            UID.InstanceAvailabilityNotification, "availability",
            UID.StorageCommitmentPushModel, "commitment");

    private final CallerPolicy callers;
    private final Map<String, Set<String>> servicesByTitle;

    private CallerServices(CallerPolicy callers, Map<String, Set<String>> servicesByTitle) {
        this.callers = callers;
        this.servicesByTitle = servicesByTitle;
    }

    /** @throws ConfigurationException if an entry of the callers has another form than the key allows */
    static CallerServices of(Settings settings) {
        try {
            return of(settings.callers(), settings.text("confluens.dicom.caller-services"));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "confluens.dicom.allowed-callers has an entry that is none: " + e.getMessage());
        }
    }

    /** @param services {@code AET=service+service} separated by commas; {@code *} stands for every title not named */
    static CallerServices of(List<String> callers, String services) {
        Map<String, Set<String>> byTitle = new HashMap<>();
        for (String entry : services.isEmpty() ? new String[0] : services.split(",")) {
            int end = entry.lastIndexOf('=');
            Set<String> named =
                    Set.copyOf(Arrays.asList(entry.substring(end + 1).strip().split("\\+")));
            byTitle.put(entry.substring(0, end).strip(), named);
        }
        return new CallerServices(
                CallerPolicy.listed(callers.stream().map(CallerRule::parse).toList()), byTitle);
    }

    @Override
    public boolean allows(Caller caller) {
        return callers.allows(caller);
    }

    @Override
    public boolean allowsFrom(InetAddress host) {
        return callers.allowsFrom(host);
    }

    @Override
    public boolean allows(Caller caller, String sopClassUid) {
        Set<String> allowed = servicesByTitle.getOrDefault(caller.callingAeTitle(), servicesByTitle.get(OTHERS));
        String service = BY_SOP_CLASS.getOrDefault(sopClassUid, "storage");
        return allowed == null || service.equals("verification") || allowed.contains(service);
    }
}
