using System.Globalization;
using ModelCompression.Testing;

namespace ModelCompression.Build.Tests;

/// <summary>The package of this repository, packed once for the run under a version of its own, and the folder its users restore into.</summary>
[TestClass]
public static class PackedFeed
{
    private static TempFolder? _folder;

    public static string Version { get; } = "0.0.1-test." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public static string Folder => Packed["feed"];

    public static string PackagesFolder => Packed["packages"];

    public static string Package => Path.Combine(Folder, $"ModelCompression.Build.{Version}.nupkg");

    private static TempFolder Packed => _folder ?? throw new InvalidOperationException("Not packed yet.");

    [AssemblyInitialize]
    public static void Pack(TestContext context)
    {
        _folder = new TempFolder();
        var (code, output) = DotNet.Run(
            Repository.Folder,
            ["pack", "src/ModelCompression.Build", "--no-build", "-c", Repository.Configuration, "-o", Folder, $"-p:Version={Version}", "-nologo", "-v:q"]);
        Assert.AreEqual(0, code, output);
    }

    [AssemblyCleanup]
    public static void Delete() => _folder?.Dispose();
}
