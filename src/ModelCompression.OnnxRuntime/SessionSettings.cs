using Microsoft.ML.OnnxRuntime;
using ModelCompression.Inference;

namespace ModelCompression.OnnxRuntime;

/// <summary>Session options: CPU only, sequential, quiet, no waiting in loops between runs.</summary>
internal static class SessionSettings
{
    /// <summary>For running: what an app gets by default, except where <paramref name="options"/> says otherwise.</summary>
    public static SessionOptions Create(RunnerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        var result = Quiet();
        result.IntraOpNumThreads = options.Threads;
        result.GraphOptimizationLevel = options.Optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL;
        if (options.Exact)
        {
            result.AddSessionConfigEntry("session.x64quantprecision", "1");
        }

        return result;
    }

    /// <summary>For looking at the graph after the optimizations that do not depend on the hardware.</summary>
    public static SessionOptions CreateForOptimizedGraph(string path)
    {
        var result = Quiet();
        result.IntraOpNumThreads = 1;
        result.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED;
        result.OptimizedModelFilePath = path;
        return result;
    }

    private static SessionOptions Quiet()
    {
        var result = new SessionOptions
        {
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        result.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return result;
    }
}
