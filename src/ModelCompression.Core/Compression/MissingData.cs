using ModelCompression.Data;
using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>
/// Validation data that are named but not on this machine: often they are large and kept elsewhere. On a developer's machine the build goes on without a gate and says so;
/// where data are required, as on build servers, the reader's error stands, so that a gate is never skipped unseen.
/// </summary>
internal static class MissingData
{
    private const int PointerBytes = 1024;
    private const int FilesLookedInto = 8;

    /// <summary>The request, without validation data where they are missing and not required.</summary>
    public static CompressionRequest Allow(CompressionRequest request, IDiagnostics diagnostics)
    {
        var path = request.Options.ValidationData;
        if (request.RequiresData || path.Length == 0 || Problem(path) is not { } problem)
        {
            return request;
        }

        diagnostics.Report(Diagnostic.Warning(Codes.NotGated,
            $"Model '{request.Name}': the accuracy is not gated, because ValidationData '{request.Relative(path)}' {problem}. A build on a build server (ContinuousIntegrationBuild or CI is true) fails on that."));
        return request with { Options = request.Options with { ValidationData = "", Metric = "" }, IsDataMissing = true };
    }

    /// <summary>Why there is nothing to read; null when there is.</summary>
    private static string? Problem(string path)
    {
        try
        {
            var files = DatasetLocation.Resolve(path).Files;
            foreach (var small in files.Where(file => new FileInfo(file).Length < PointerBytes).Take(FilesLookedInto))
            {
                DataFile.OpenRead(small).Dispose();
            }

            return files.Count == 0 ? "is an empty folder" : null;
        }
        catch (UserErrorException error) when (error.Diagnostic.Code is Codes.DataNotFound)
        {
            return "does not exist";
        }
        catch (UserErrorException error) when (error.Diagnostic.Code is Codes.LfsPointer)
        {
            return "holds git-LFS pointers in place of the data";
        }
        catch (UserErrorException)
        {
            return null; // what else is wrong, its reader says
        }
    }
}
