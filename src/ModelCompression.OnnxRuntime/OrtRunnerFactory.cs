using Microsoft.ML.OnnxRuntime;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;

namespace ModelCompression.OnnxRuntime;

/// <summary>Loads models into ONNX Runtime on the CPU, with telemetry off and no custom operator libraries.</summary>
public sealed class OrtRunnerFactory : IModelRunnerFactory
{
    /// <summary>Larger models in memory go to the runtime by way of a file, which costs it less memory.</summary>
    public const long DefaultMaxBytesInMemory = 512_000_000;

    private readonly string? _scratchFolder;
    private readonly long _maxBytesInMemory;
    private readonly OrtEnv _runtime;

    /// <param name="scratchFolder">Where temporary files go; null for the user's temporary folder.</param>
    /// <param name="maxBytesInMemory">Models above this size are handed over as files.</param>
    /// <exception cref="UserErrorException">MC2012: the native library cannot be loaded on this machine.</exception>
    public OrtRunnerFactory(string? scratchFolder = null, long maxBytesInMemory = DefaultMaxBytesInMemory)
    {
        _scratchFolder = scratchFolder;
        _maxBytesInMemory = maxBytesInMemory;
        Telemetry.TurnOffBeforeLoading();
        try
        {
            _runtime = OrtEnv.Instance();
            _runtime.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
            Telemetry.TurnOffAfterLoading(_runtime);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or TypeInitializationException)
        {
            throw RuntimeErrors.NoNativeLibrary(e.InnerException ?? e);
        }
    }

    public string Runtime => $"ONNX Runtime {_runtime.GetVersionString()}";

    public string CpuClass => Inference.CpuClass.Current;

    /// <summary>
    /// Loads a file by its path. Files it refers to are checked first: the runtime resolves them itself and would follow any path. A file the runtime refuses because
    /// nodes share a name, which ONNX allows, is loaded with names of their own.
    /// </summary>
    public IModelRunner Load(string path, RunnerOptions options)
    {
        RequireSafeFile(path);
        using var sessionOptions = SessionSettings.Create(options);
        try
        {
            return Open(() => new InferenceSession(path, sessionOptions), outputNames: null, owned: null, path, options.Cancel);
        }
        catch (UserErrorException e) when (e.Diagnostic.Code == Codes.CannotRun)
        {
            var model = OnnxReader.Read(path);
            if (NodeNames.Shared(model) is null)
            {
                throw;
            }

            NodeNames.Assign(model);
            return Load(model, options);
        }
    }

    public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null)
    {
        var names = OnnxWriter.Names(model);
        var outputs = model.Graph.Outputs.Concat(extraOutputs ?? []).Select(value => names[value]).ToList();
        using var sessionOptions = SessionSettings.Create(options);
        if (OnnxWriter.SizeBytes(model) <= _maxBytesInMemory)
        {
            var bytes = OnnxWriter.ToBytes(model, extraOutputs);
            return Open(() => new InferenceSession(bytes, sessionOptions), outputs, owned: null, path: null, options.Cancel);
        }

        var scratch = new ScratchFolder(_scratchFolder);
        var path = scratch.File("model.onnx");
        try
        {
            OnnxWriter.Write(model, path, extraOutputs: extraOutputs);
            return Open(() => new InferenceSession(path, sessionOptions), outputs, scratch, path: null, options.Cancel);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>Loads the file once more with the extended optimizations, lets the runtime write what it made of it, and reads that back.</summary>
    public Model Optimized(string path)
    {
        RequireSafeFile(path);
        using var scratch = new ScratchFolder(_scratchFolder);
        var result = scratch.File("optimized.onnx");
        using var sessionOptions = SessionSettings.CreateForOptimizedGraph(result);
        Open(() => new InferenceSession(path, sessionOptions), outputNames: null, owned: null, path, CancellationToken.None).Dispose();
        return OnnxReader.Read(result);
    }

    private static OrtRunner Open(Func<InferenceSession> open, IReadOnlyList<string>? outputNames, IDisposable? owned, string? path, CancellationToken cancel)
    {
        try
        {
            return new OrtRunner(open(), outputNames, owned, path, cancel);
        }
        catch (Exception e) when (RuntimeErrors.IsRuntimeFailure(e))
        {
            if (path is not null)
            {
                OnnxReader.Read(path); // says more precisely what is wrong with a damaged or too new file
            }

            throw RuntimeErrors.CannotLoad(e, path);
        }
    }

    private static void RequireSafeFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException(Codes.ModelNotFound, $"Model '{path}' does not exist. Check the path.", path);
        }

        try
        {
            if (ExternalDataScan.MayHaveExternalData(path))
            {
                OnnxReader.Read(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.ModelNotFound, $"Model '{path}' cannot be read: {e.Message}", path, e);
        }
    }
}
