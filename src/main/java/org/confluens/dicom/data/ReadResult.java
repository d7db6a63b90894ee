package org.confluens.dicom.data;

import java.util.List;

/**
 * What reading gave.
 *
 * @param problems what was odd, in the order it was met
 * @param transferSyntax what the bytes were in, which may not be what was announced
 */
public record ReadResult(Dataset dataset, List<ReadProblem> problems, TransferSyntax transferSyntax) {
    public ReadResult {
        problems = List.copyOf(problems);
    }

    public boolean has(ReadProblem.Code code) {
        return problems.stream().anyMatch(problem -> problem.code() == code);
    }
}
