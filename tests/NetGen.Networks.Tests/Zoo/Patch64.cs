namespace NetGen.Networks.Tests.Zoo;

/// <summary>A patch of 64×64, every 1 pixel.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(64, 1)]
public sealed partial class Patch64Every1;

/// <summary>A patch of 64×64, every 4 pixels.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(64, 1, Stride = 4)]
public sealed partial class Patch64Every4;

/// <summary>A patch of 64×64, every 8 pixels.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(64, 1, Stride = 8)]
public sealed partial class Patch64Every8;

/// <summary>A patch of 64×64, every 16 pixels.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(64, 1, Stride = 16)]
public sealed partial class Patch64Every16;

/// <summary>A patch of 64×64, every 32 pixels.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(64, 1, Stride = 32)]
public sealed partial class Patch64Every32;

/// <summary>A patch of 64×64, every 64 pixels.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(64, 1, Stride = 64)]
public sealed partial class Patch64Every64;

/// <summary>A valid network whose patch of 64×64 moves by 4 pixels.</summary>
[Network]
[Input(64, 64, 1)]
[Conv(5, 4), Relu, MaxPool(2), Conv(5, 8), Relu, MaxPool(2), Dense(2)]
public sealed partial class Patch64Net;
