namespace NetGen.Generator;

/// <summary>The ids of everything that NetGen reports; each has a page <c>docs/diagnostics/ID.md</c>.</summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "NG0001";
    public const string InputMisplaced = "NG0002";
    public const string LayersOnSeveralParts = "NG0003";
    public const string NoLayer = "NG0004";
    public const string ArgumentOutOfRange = "NG0005";
    public const string UnknownLayer = "NG0006";
    public const string CannotGenerateInto = "NG0007";
    public const string InputMismatch = "NG0101";
    public const string KernelTooLarge = "NG0102";
    public const string BranchesDiffer = "NG0103";
    public const string StrideLeavesRest = "NG0104";
    public const string SizeOverflow = "NG0105";
    public const string UnreadLayer = "NG0106";
    public const string DenseFixesSize = "NG0201";
    public const string DenseAfterAnySize = "NG0202";
    public const string DenseOnly = "NG0203";
    public const string NotTileable = "NG0204";
    public const string BranchesOutOfLine = "NG0205";
    public const string SizesRefused = "NG0206";
}
