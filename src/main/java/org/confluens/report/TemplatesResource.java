package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.confluens.security.Roles;
import org.confluens.template.Mrrt;
import org.confluens.template.MrrtImport;
import org.confluens.template.Template;
import org.confluens.template.TemplateException;
import org.confluens.web.NeedsNoRoom;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** The report templates of this installation. */
@Path("templates")
@Produces(MediaType.APPLICATION_JSON)
public class TemplatesResource {

    @Inject
    private Templates templates;

    @Context
    private HttpHeaders headers;

    /** Every template in every version, and what is wrong with the files that are not used. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonObject list() {
        Locale language = language();
        var array = JSON.createArrayBuilder();
        for (Template template : templates.current().templates()) {
            array.add(JSON.createObjectBuilder()
                    .add("id", template.id())
                    .add("version", template.version())
                    .add("status", template.status().name())
                    .add("title", templates.title(template.id(), template.version(), language))
                    .add("link", "/api/templates/" + template.id() + "?version=" + template.version()));
        }
        var problems = JSON.createArrayBuilder();
        templates.problems().forEach(problem -> problems.add(problem.toString()));
        return JSON.createObjectBuilder()
                .add("templates", array)
                .add("problems", problems)
                .build();
    }

    /** A template as a form. */
    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public String form(@PathParam("id") String id, @QueryParam("version") String version) {
        return templates.form(template(id, version), language());
    }

    /** A template as a page of IHE's profile Management of Radiology Report Templates. */
    @GET
    @Path("{id}")
    @Produces("text/html;charset=UTF-8;qs=0.5")
    @RolesAllowed(Roles.VIEWER)
    public String page(@PathParam("id") String id, @QueryParam("version") String version) {
        return Mrrt.export(template(id, version), language());
    }

    /**
     * Makes a template of a page of that profile, as a ZIP archive of a template file and a codes file to start from;
     * nothing is installed by it.
     */
    @POST
    @Path("mrrt")
    @Consumes(MediaType.TEXT_HTML)
    @Produces("application/zip")
    @RolesAllowed(Roles.READER)
    @NeedsNoRoom
    public Response fromPage(String html) {
        try {
            MrrtImport imported = Mrrt.read(html, templates.current().codes());
            return Response.ok(zip(imported))
                    .header("Content-Disposition", "attachment; filename=\"" + imported.id() + ".zip\"")
                    .build();
        } catch (TemplateException e) {
            throw new ProblemException(
                    Problem.of(422, "page-refused", "No template can be made of this page", e.getMessage()));
        }
    }

    private static byte[] zip(MrrtImport imported) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry(imported.id() + ".xml"));
            zip.write(imported.template().getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(imported.id() + "-codes.xml"));
            zip.write(imported.codes().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory", e);
        }
        return bytes.toByteArray();
    }

    private Template template(String id, String version) {
        Optional<Template> template =
                version == null ? templates.current().template(id) : templates.template(id, version);
        return template.orElseThrow(() -> new ProblemException(Problem.notFound("template")));
    }

    private Locale language() {
        return templates.language(headers.getAcceptableLanguages());
    }
}
