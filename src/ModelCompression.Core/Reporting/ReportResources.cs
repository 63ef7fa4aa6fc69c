namespace ModelCompression.Reporting;

/// <summary>Files of this folder that travel inside the assembly.</summary>
public static class ReportResources
{
    /// <summary>The JSON schema (draft 2020-12) that every <c>report.json</c> follows.</summary>
    public static string Schema => Text("report.schema.json");

    internal static string Text(string file)
    {
        var assembly = typeof(ReportResources).Assembly;
        using var stream = assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The resource '{file}' is missing from {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
