namespace ModelCompression.Data.Preprocessing;

/// <summary>The published schema of preprocessing specs.</summary>
public static class SpecSchema
{
    /// <summary>The JSON schema (draft 2020-12) that every preprocessing spec follows, and every resolved copy.</summary>
    public static string Json
    {
        get
        {
            using var stream = typeof(SpecSchema).Assembly.GetManifestResourceStream("preprocess.schema.json") ?? throw new InvalidOperationException("The schema of preprocessing specs is missing from the assembly.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
