using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace ModelCompression.OnnxRuntime;

/// <summary>
/// Keeps ONNX Runtime from sending usage data. Its native library reads the C environment when it is loaded, which .NET does not write to on Unix, so the
/// variable is set there directly.
/// </summary>
internal static class Telemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Must come before the first use of the runtime. Does nothing the second time, when native threads may be reading the environment.</summary>
    public static void TurnOffBeforeLoading()
    {
        if (!OperatingSystem.IsWindows() && !IsOffBeforeLoading())
        {
            _ = SetEnvironment(Variable, "1", overwrite: 1); // fails only for lack of memory
        }
    }

    /// <summary>True when the C environment of this process says so (not on Windows).</summary>
    internal static bool IsOffBeforeLoading() => Marshal.PtrToStringUTF8(GetEnvironment(Variable)) == "1";

    /// <summary>For platforms where it is a switch of the loaded library.</summary>
    public static void TurnOffAfterLoading(OrtEnv runtime) => runtime.DisableTelemetryEvents();

    [DllImport("libc", EntryPoint = "getenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
