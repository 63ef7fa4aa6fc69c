namespace ModelCompression.Tasks.Accessor;

/// <summary>The static members that lead to the model's bytes and to the summary of its compression.</summary>
internal static class ModelMembers
{
    public static void Write(CodeWriter code, AccessorNames names, AccessorOptions options)
    {
        code.Write(options.FilePath is { } path ? FromFile(path) : FromResource(names, options));
        code.Blank();
        WriteSummary(code, names, options);
    }

    private static string FromResource(AccessorNames names, AccessorOptions options) => $$"""
        /// <summary>Opens the model's bytes, which are embedded in this assembly. The caller closes the stream.</summary>
        public static global::System.IO.Stream OpenModel()
        {
            return typeof({{names.Class}}).Assembly.GetManifestResourceStream({{SourceText.Literal(options.ResourceName)}})
                ?? throw new global::System.InvalidOperationException({{SourceText.Literal($"The assembly has no resource '{options.ResourceName}'. Build the project that holds the model again.")}});
        }

        /// <summary>Creates another session over the model; the caller disposes of it.</summary>
        /// <param name="options">Settings of the session; they stay the caller's to dispose of.</param>
        public static global::Microsoft.ML.OnnxRuntime.InferenceSession CreateSession(global::Microsoft.ML.OnnxRuntime.SessionOptions? options = null)
        {
            using var stream = OpenModel();
            var model = new byte[stream.Length];
            stream.ReadExactly(model);
            return LoadSession(model, options);
        }
        """;

    private static string FromFile(string path) => $$"""
        /// <summary>Where the model is when the application runs: <c>{{SourceText.Xml(path)}}</c> in its folder.</summary>
        public static string ModelPath => global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, {{SourceText.Literal(path)}});

        /// <summary>Opens the model's file. The caller closes the stream.</summary>
        public static global::System.IO.Stream OpenModel()
        {
            return global::System.IO.File.OpenRead(ModelPath);
        }

        /// <summary>Creates another session over the model; the caller disposes of it.</summary>
        /// <param name="options">Settings of the session; they stay the caller's to dispose of.</param>
        public static global::Microsoft.ML.OnnxRuntime.InferenceSession CreateSession(global::Microsoft.ML.OnnxRuntime.SessionOptions? options = null)
        {
            return options is null
                ? new global::Microsoft.ML.OnnxRuntime.InferenceSession(ModelPath)
                : new global::Microsoft.ML.OnnxRuntime.InferenceSession(ModelPath, options);
        }
        """;

    private static void WriteSummary(CodeWriter code, AccessorNames names, AccessorOptions options) => code.Write($$"""
        /// <summary>What compression did to the model, in one line; null when the assembly does not say.</summary>
        public static string? CompressionSummary
        {
            get
            {
                if (CompressionSummaryJson is not { } json)
                {
                    return null;
                }

                using var document = global::System.Text.Json.JsonDocument.Parse(json);
                return document.RootElement.ValueKind == global::System.Text.Json.JsonValueKind.Object
                    && document.RootElement.TryGetProperty("summary", out var line)
                    && line.ValueKind == global::System.Text.Json.JsonValueKind.String
                    ? line.GetString()
                    : null;
            }
        }

        /// <summary>What compression did to the model, as a JSON object; null when the assembly does not say.</summary>
        public static string? CompressionSummaryJson
        {
            get
            {
                using var stream = typeof({{names.Class}}).Assembly.GetManifestResourceStream({{SourceText.Literal(options.SummaryResourceName)}});
                if (stream is null)
                {
                    return null;
                }

                using var reader = new global::System.IO.StreamReader(stream);
                return reader.ReadToEnd();
            }
        }
        """);
}
