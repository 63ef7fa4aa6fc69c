using System.Reflection;
using ModelCompression.Compression;
using ModelCompression.Inference;

namespace ModelCompression.Engine;

/// <summary>What the process offers to the compressor.</summary>
internal static class EngineHost
{
    /// <summary>Version of this tool, without build metadata.</summary>
    public static string Version { get; } =
        (typeof(EngineHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>
    /// Identity of the code that decides about results: the version, and the module ids of the assemblies, so that a rebuilt tool never trusts old results.
    /// </summary>
    public static string Identity { get; } = string.Join('/',
        new[] { typeof(EngineHost), typeof(Compressor), typeof(OnnxRuntime.OrtRunnerFactory) }.Select(type => type.Module.ModuleVersionId.ToString("N")).Prepend(Version));

    public static CompressorHost Create(IModelRunnerFactory runners, string? cacheFolder, int threads) => new(
        runners,
        string.IsNullOrEmpty(cacheFolder) ? DefaultCacheFolder() : Path.GetFullPath(cacheFolder),
        Math.Clamp(threads <= 0 ? Environment.ProcessorCount : threads, 1, Environment.ProcessorCount),
        Identity,
        () => Environment.CpuUsage.TotalTime);

    /// <summary>The file a build server shows on the page of a build; null where there is none.</summary>
    public static string? StepSummary => Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY");

    /// <summary>XDG_CACHE_HOME or ~/.cache on Unix, LocalApplicationData on Windows.</summary>
    private static string DefaultCacheFolder()
    {
        var parent = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(parent))
        {
            parent = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return Path.Combine(parent, "ModelCompression.Build");
    }
}
