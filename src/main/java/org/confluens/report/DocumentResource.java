package org.confluens.report;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DicomJson;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.report.pdf.TooLongForPdfException;
import org.confluens.security.Roles;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrHtml;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrText;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** The documents of a report, each in the media type asked for. */
@Path("reports/{id: \\d+}/document")
public class DocumentResource {

    private static final MediaType DICOM = new MediaType("application", "dicom");
    private static final MediaType DICOM_JSON = new MediaType("application", "dicom+json");
    private static final MediaType PDF = new MediaType("application", "pdf");
    private static final List<MediaType> OFFERED =
            List.of(MediaType.TEXT_HTML_TYPE, DICOM, DICOM_JSON, PDF, MediaType.TEXT_PLAIN_TYPE);

    @Inject
    private Reports reports;

    @Inject
    private Printer printer;

    @Inject
    private Templates templates;

    /**
     * The document that stands now, or that of a version.
     *
     * @param type the media type, for links, which cannot send an Accept header
     */
    @GET
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public Response document(
            @PathParam("id") long id,
            @QueryParam("version") Integer version,
            @QueryParam("type") String type,
            @Context Request request,
            @Context HttpHeaders headers)
            throws IOException {
        Report report = reports.find(id).orElseThrow(() -> new ProblemException(Problem.notFound("report")));
        ReportVersion found = reports.version(id, version == null ? report.currentVersion() : version)
                .orElseThrow(() -> new ProblemException(Problem.notFound("version")));
        MediaType media = mediaType(type, request);
        Locale language = templates.language(headers.getAcceptableLanguages());
        String name = "report-%d-version-%d".formatted(id, found.number());
        return answer(found.document().dataset(), media, language, name)
                .header(HttpHeaders.VARY, "Accept, Accept-Language")
                .build();
    }

    private Response.ResponseBuilder answer(Dataset dataset, MediaType media, Locale language, String name)
            throws IOException {
        if (media.equals(DICOM)) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            Part10.of(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file);
            return attachment(file.toByteArray(), DICOM, name + ".dcm");
        }
        if (media.equals(DICOM_JSON)) {
            return Response.ok(DicomJson.write(dataset), DICOM_JSON);
        }
        SrDocument document = SrReader.read(dataset).document();
        if (media.equals(PDF)) {
            return attachment(pdf(document, language), PDF, name + ".pdf");
        }
        return media.equals(MediaType.TEXT_PLAIN_TYPE)
                ? Response.ok(SrText.render(document, language), MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                : Response.ok(SrHtml.render(document, language), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
    }

    private byte[] pdf(SrDocument document, Locale language) {
        try {
            return printer.renderer().render(document, language);
        } catch (TooLongForPdfException e) {
            throw new ProblemException(Problem.of(
                    501,
                    "too-long-for-pdf",
                    "The document is too long for a PDF",
                    "Ask for it as text/html or text/plain: " + e.getMessage() + "."));
        }
    }

    private static Response.ResponseBuilder attachment(byte[] content, MediaType media, String fileName) {
        return Response.ok(content, media)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"");
    }

    private static MediaType mediaType(String type, Request request) {
        if (type != null) {
            return OFFERED.stream()
                    .filter(media -> media.toString().equals(type))
                    .findFirst()
                    .orElseThrow(DocumentResource::notOffered);
        }
        List<Variant> variants =
                Variant.mediaTypes(OFFERED.toArray(MediaType[]::new)).add().build();
        return Optional.ofNullable(request.selectVariant(variants))
                .map(Variant::getMediaType)
                .orElseThrow(DocumentResource::notOffered);
    }

    private static ProblemException notOffered() {
        return new ProblemException(Problem.of(
                406,
                "not-acceptable",
                "The document is not offered in this media type",
                "Offered are " + OFFERED + "."));
    }
}
