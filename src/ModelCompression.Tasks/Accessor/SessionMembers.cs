namespace ModelCompression.Tasks.Accessor;

/// <summary>The members every accessor has: the session, the model's bytes, the summary of the compression.</summary>
internal static class SessionMembers
{
    /// <summary>What the model is and what compression did to it.</summary>
    public static void WriteModel(CodeWriter code, AccessorNames names, AccessorOptions options)
    {
        WriteBytes(code, names, options);
        code.Blank();
        WriteSummary(code, names, options);
    }

    /// <summary>Constructor, session and Dispose.</summary>
    public static void WriteLifetime(CodeWriter code, AccessorNames names) => code.Write($$"""
        private global::Microsoft.ML.OnnxRuntime.InferenceSession? _session;

        /// <summary>Loads the model.</summary>
        /// <param name="options">Settings of the session, for example execution providers and threads; they stay the caller's to dispose of.</param>
        public {{names.Class}}(global::Microsoft.ML.OnnxRuntime.SessionOptions? options = null)
        {
            _session = CreateSession(options);
        }

        /// <summary>The session this instance runs, for everything that has no member here.</summary>
        /// <exception cref="global::System.ObjectDisposedException">The instance is disposed of.</exception>
        public global::Microsoft.ML.OnnxRuntime.InferenceSession Session =>
            _session ?? throw new global::System.ObjectDisposedException({{SourceText.Literal(names.Class)}});

        /// <summary>Releases the model.</summary>
        public void Dispose()
        {
            _session?.Dispose();
            _session = null;
        }
        """);

    private static void WriteBytes(CodeWriter code, AccessorNames names, AccessorOptions options) => code.Write($$"""
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
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return options is null
                ? new global::Microsoft.ML.OnnxRuntime.InferenceSession(bytes)
                : new global::Microsoft.ML.OnnxRuntime.InferenceSession(bytes, options);
        }
        """);

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
