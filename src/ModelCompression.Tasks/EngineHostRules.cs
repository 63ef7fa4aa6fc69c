using ModelCompression.Tasks.Items;

namespace ModelCompression.Tasks;

/// <summary>What the machine must have before the engine can start.</summary>
internal static class EngineHostRules
{
    private static readonly Version Oldest = new(10, 0);

    /// <exception cref="ItemException">MC0001: there is no host, it is too old, or the package is incomplete.</exception>
    public static void Check(string host, string sdkFrameworkVersion, string engine)
    {
        if (Version.TryParse(sdkFrameworkVersion, out var version) && version < Oldest)
        {
            throw new ItemException(
                TaskCodes.HostNotFound,
                $"Compressing models needs the .NET {Oldest.Major} SDK or later; this build uses the SDK of .NET {sdkFrameworkVersion}. Install a later SDK, or set ModelCompressionEnabled to false.");
        }

        if (!File.Exists(host))
        {
            throw new ItemException(
                TaskCodes.HostNotFound,
                $"The .NET host '{host}' that runs the compression does not exist. Build with 'dotnet build', or set DOTNET_HOST_PATH to the dotnet program of .NET {Oldest.Major} or later.");
        }

        if (!File.Exists(engine))
        {
            throw new ItemException(
                TaskCodes.HostNotFound,
                $"The engine '{engine}' does not exist. Restore the package again, or correct ModelCompressionEngine.");
        }
    }
}
