// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

import java.io.FileInputStream;
import java.util.List;
import org.openprovenance.prov.interop.InteropFramework;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.model.interop.Formats.ProvFormat;
import org.openprovenance.prov.validation.*;
import org.openprovenance.prov.validation.report.ValidationReport;

/** Holds a file of PROV-N or PROV-JSON against W3C's PROV-CONSTRAINTS. Exits 1 where it is not valid. */
public class ValidateProv {
  public static void main(String[] args) throws Exception {
    ProvFormat format = args[0].endsWith(".json") ? ProvFormat.JSON : ProvFormat.PROVN;
    Document document = new InteropFramework().readDocument(new FileInputStream(args[0]), format);
    Config config = Config.newYesToAllConfig(org.openprovenance.prov.vanilla.ProvFactory.getFactory(), new Maker());
    System.exit(invalid("document", new Validate(config).validate(document)) ? 1 : 0);
  }

  /** Says what is wrong in a document and in its bundles. */
  static boolean invalid(String where, ValidationReport r) {
    boolean bad = wrong(where + ": cycle", r.getCycle()) | wrong(where + ": failed merge", r.getFailedMerge())
        | wrong(where + ": name mismatch", r.getQualifiedNameMismatch()) | wrong(where + ": types overlap", r.getTypeOverlap());
    if (r.getMalformedStatements() != null) {
      bad |= wrong(where + ": malformed", r.getMalformedStatements().getStatement());
    }
    if (r.getSpecializationReport() != null) {
      bad |= wrong(where + ": specialization", r.getSpecializationReport().getSpecializationOf());
    }
    System.out.println(where + (bad ? ": not valid" : ": valid"));
    for (ValidationReport bundle : r.getValidationReport()) {
      bad |= invalid("bundle", bundle);
    }
    return bad;
  }

  static boolean wrong(String what, List<?> list) {
    list.forEach(x -> System.out.println(what + ": " + x));
    return !list.isEmpty();
  }

  /** Makes the unknowns that the validator's inferences need. */
  static class Maker implements ObjectMaker {
    public VarQName makeVarQName(String space, String local, String prefix) { return new Var(space, local, prefix); }

    public VarQName makeVarQName(org.openprovenance.prov.model.QualifiedName q) {
      return new Var(q.getNamespaceURI(), q.getLocalPart(), q.getPrefix());
    }

    public Unknown makeUnknown(String local, String prefix) { return new Missing(local, prefix); }
  }

  static class Var extends org.openprovenance.prov.vanilla.QualifiedName implements VarQName {
    Var(String space, String local, String prefix) { super(space, local, prefix); }
  }

  static class Missing extends org.openprovenance.prov.vanilla.QualifiedName implements Unknown {
    Missing(String local, String prefix) { super("urn:unknown:", local, prefix); }
  }
}
