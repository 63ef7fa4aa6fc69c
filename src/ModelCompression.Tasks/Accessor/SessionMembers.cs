namespace ModelCompression.Tasks.Accessor;

/// <summary>The members every accessor has around its session.</summary>
internal static class SessionMembers
{
    /// <summary>Constructors, session and Dispose.</summary>
    public static void WritePublic(CodeWriter code, AccessorNames names) => code.Write($$"""
        private global::Microsoft.ML.OnnxRuntime.InferenceSession? _session;

        /// <summary>Loads the model.</summary>
        /// <param name="options">Settings of the session, for example execution providers and threads; they stay the caller's to dispose of.</param>
        public {{names.Class}}(global::Microsoft.ML.OnnxRuntime.SessionOptions? options = null)
        {
            _session = CreateSession(options);
        }

        /// <summary>Loads the model from bytes, for example of a file that only the platform can open, or of another model with the same inputs and outputs.</summary>
        /// <param name="model">The content of an ONNX file.</param>
        /// <param name="options">Settings of the session; they stay the caller's to dispose of.</param>
        public {{names.Class}}(byte[] model, global::Microsoft.ML.OnnxRuntime.SessionOptions? options = null)
        {
            _session = LoadSession(model, options);
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

    /// <summary>What the constructor from bytes calls.</summary>
    public static void WritePrivate(CodeWriter code) => code.Write("""
        private static global::Microsoft.ML.OnnxRuntime.InferenceSession LoadSession(byte[] model, global::Microsoft.ML.OnnxRuntime.SessionOptions? options)
        {
            global::System.ArgumentNullException.ThrowIfNull(model);
            return options is null
                ? new global::Microsoft.ML.OnnxRuntime.InferenceSession(model)
                : new global::Microsoft.ML.OnnxRuntime.InferenceSession(model, options);
        }
        """);
}
