namespace ModelCompression.Reporting;

/// <summary>Writes the report of one model into a folder.</summary>
public static class ReportWriter
{
    public static void Write(ModelReport report, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), report.ToJson());
    }
}
