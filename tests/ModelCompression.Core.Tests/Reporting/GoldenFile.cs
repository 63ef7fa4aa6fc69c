namespace ModelCompression.Core.Tests.Reporting;

/// <summary>Text that was read by a person once and must not change by accident.</summary>
internal static class GoldenFile
{
    /// <summary>On a difference the actual text is left beside the golden file's copy in the output folder, as <c>NAME.actual</c>.</summary>
    public static void AssertEquals(string name, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Reporting", "Golden", name);
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected == actual)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        File.WriteAllText(path + ".actual", actual);
        var same = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"'{name}' differs after '{actual[Math.Max(0, same - 40)..same]}'; see {path}.actual");
    }
}
