using System.Runtime.InteropServices;

namespace ModelCompression.Onnx;

/// <summary>Number of names a file has. .NET does not tell; Linux does, through the statx system call, whose result has one layout on all architectures.</summary>
internal static unsafe partial class HardLinks
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantLinkCount = 0x4;
    private const int ResultBytes = 256;
    private const int LinkCountOffset = 16;

    /// <summary>True when the file is known to have other names, perhaps outside its folder. False where the system cannot be asked.</summary>
    public static bool HasOtherNames(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            var result = stackalloc byte[ResultBytes];
            return Statx(CurrentFolder, path, NoFollow, WantLinkCount, result) == 0 && *(uint*)(result + LinkCountOffset) > 1;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* result);
}
