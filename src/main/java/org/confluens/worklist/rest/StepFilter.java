package org.confluens.worklist.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** The parameters of a search, each matched as the worklist key that it stands for. */
public class StepFilter {

    private static final int MOST = 10_000;

    @QueryParam("patient")
    private String patient;

    @QueryParam("name")
    private String name;

    @QueryParam("modality")
    private String modality;

    @QueryParam("station")
    private String station;

    /** A date or a range, with or without hyphens within a date when it is one date. */
    @QueryParam("date")
    private String date;

    @QueryParam("state")
    private String state;

    @QueryParam("accession")
    private String accession;

    @QueryParam("study")
    private String study;

    @QueryParam("limit")
    @DefaultValue("100")
    private int limit;

    int limit() {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        return limit;
    }

    Dataset identifier() {
        Dataset.Builder step = Dataset.builder();
        put(step, Tag.Modality, modality);
        put(step, Tag.ScheduledStationAETitle, station);
        put(step, Tag.ScheduledProcedureStepStartDate, day(date));
        put(step, Tag.ScheduledProcedureStepStatus, state);
        Dataset.Builder request = Dataset.builder();
        put(request, Tag.PatientID, patient);
        put(request, Tag.PatientName, name);
        put(request, Tag.AccessionNumber, accession);
        put(request, Tag.StudyInstanceUID, study);
        return request.putItems(Tag.ScheduledProcedureStepSequence, step.build())
                .build();
    }

    private static String day(String date) {
        return date != null && date.matches("\\d{4}-\\d{2}-\\d{2}") ? date.replace("-", "") : date;
    }

    private static void put(Dataset.Builder keys, int tag, String value) {
        if (value != null && !value.isBlank()) {
            keys.put(tag, value);
        }
    }
}
